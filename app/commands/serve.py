"""`omr serve` and `omr poster`: answers without paper."""

from pathlib import Path
from typing import Annotated

import typer

from app.console import notes
from app.files import result_file
from app.language import say
from app.options import HomeOption
from omr.words import Text

_WRITTEN = Text("✓ Tấm để bàn: {path}. In A5, đặt tại quầy.", "✓ Desk sign: {path}. Print on A5 for the counter.")


def serve(
    forms: Annotated[list[str], typer.Argument(metavar="FORM...", help="Mã mẫu phiếu. · Forms to offer.")],
    host: Annotated[
        str, typer.Option("--host", help="Địa chỉ lắng nghe; 0.0.0.0 mở ra mạng. · Address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng. · Port.")] = 8080,
    home: HomeOption = None,
) -> None:
    """Mở phiếu trên mạng cho mã QR và kiosk. · Offer forms as web pages for QR codes and kiosks.

    Ví dụ: omr serve pks-q --host 0.0.0.0
    Địa chỉ thêm ?channel=qr&field=1&officer=01, kiosk thì ?channel=kiosk.
    """
    from app.serve.running import serve_forms

    serve_forms(home, host, port, forms)


def poster(
    form: Annotated[str, typer.Argument(metavar="FORM", help="Mã mẫu phiếu. · Form.")],
    out_path: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Tệp PDF. · PDF file.")],
    url: Annotated[
        str | None,
        typer.Option(
            "--url", help="Địa chỉ đầy đủ của phiếu trên mạng (mặc định: office.yaml). · Address of the form."
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Tấm để bàn có mã QR. · The desk sign with the QR code.

    Ví dụ: omr poster pks-q --url "https://khaosat.example/f/pks-q?channel=qr" --out ban.pdf
    """
    from app.office import load_office
    from app.settings import load_settings
    from app.web_address import form_address
    from forms.catalogue import find_form
    from forms.poster import draw_poster

    settings = load_settings(home)
    survey = find_form(form, settings.forms)
    sign = draw_poster(survey, form_address(load_office(settings.home), survey.id, url))
    with result_file(out_path) as stream:
        stream.write(sign)
    notes.print(say(_WRITTEN, path=out_path))
