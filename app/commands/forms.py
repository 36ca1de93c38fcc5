"""`omr forms`: which forms there are, whether one is sound, where its boxes are, and what it looks like."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands import form_check
from app.commands.form_check import FormArgument
from app.console import notes, out, print_json
from app.language import say
from app.options import HomeOption, JsonOption
from omr.words import Text

app = typer.Typer(
    help="Mẫu phiếu: liệt kê, kiểm tra, tọa độ, xem trước. · Forms: list, check, layout, preview.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

_WRITTEN = Text(vi="Đã ghi {path}.", en="Wrote {path}.")
_PREVIEW_DPI = 150
_LAYOUT_OR_OUT = Text(
    vi="cần --layout TỆP để nhận mẫu, hoặc --out TỆP để ghi bố cục đoán được",
    en="give --layout FILE to adopt the form, or --out FILE to write a guess of its layout",
)
_GUESSED = Text(
    vi="✓ Thấy {boxes} ô; đã ghi {path}. Sửa mã câu, mã ô rồi chạy:\n"
    "  omr forms adopt {blank} --layout {path} --id {name}",
    en="✓ {boxes} places to mark; wrote {path}. Correct the codes, then run:\n"
    "  omr forms adopt {blank} --layout {path} --id {name}",
)
_ADOPTED = Text(
    vi="✓ Đã nhận mẫu {form}: {boxes} ô, {found} ô khớp viền in (dịch nhiều nhất {moved:.1f} mm).",
    en="✓ Adopted {form}: {boxes} boxes, {found} on a printed outline (moved by at most {moved:.1f} mm).",
)
_WITHOUT_OUTLINE = Text(
    vi="! {count} ô không có viền in gần đó; xem lại tọa độ nếu mẫu có in viền.",
    en="! {count} box(es) have no printed outline nearby; check their places if the form has outlines.",
)


@app.command("list")
def list_forms(json: JsonOption = False, home: HomeOption = None) -> None:
    """Liệt kê mẫu phiếu, của đơn vị trước. · List the forms, the office's own first.

    Ví dụ: omr forms list --json
    """
    from app.settings import forms_folder
    from forms.arrange import arrange
    from forms.catalogue import library_forms, office_forms

    known = (*office_forms(forms_folder(home)), *library_forms())
    rows = [(survey, len(arrange(survey).layout.pages)) for survey in known]
    if json:
        print_json([{"id": survey.id, "title": survey.title.vi, "pages": pages} for survey, pages in rows])
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (Text("Mã", "Id"), Text("Tên", "Title"), Text("Trang", "Pages")):
        table.add_column(say(heading))
    for survey, pages in rows:
        table.add_row(survey.id, survey.title.vi, str(pages))
    out.print(table)


app.command()(form_check.check)
app.command()(form_check.proof)
app.command()(form_check.schema)


@app.command()
def layout(form: FormArgument, home: HomeOption = None) -> None:
    """In tọa độ các ô (JSON, mm). · Print where the boxes are.

    Ví dụ: omr forms layout pks-q > pks-q.layout.json
    """
    import json

    from app.settings import forms_folder
    from forms.arrange import arrange
    from forms.catalogue import find_form
    from omr.layout.serial import layout_to_json

    print_json(json.loads(layout_to_json(arrange(find_form(form, forms_folder(home))).layout)))


@app.command()
def preview(
    form: FormArgument,
    out_path: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Tệp PNG. · PNG file.")],
    page: Annotated[int, typer.Option("--page", min=1, help="Trang. · Page.")] = 1,
    home: HomeOption = None,
) -> None:
    """Vẽ phiếu ra ảnh PNG. · Draw the sheet as a picture.

    Ví dụ: omr forms preview pks-q --out pks-q.png
    """
    from app.preview import write_preview
    from app.settings import forms_folder
    from forms.catalogue import find_form

    write_preview(find_form(form, forms_folder(home)), page, _PREVIEW_DPI, out_path)
    notes.print(say(_WRITTEN, path=out_path))


@app.command()
def adopt(
    blank: Annotated[Path, typer.Argument(metavar="BLANK", help="Mẫu trắng: PDF, PNG, JPEG, TIFF. · The blank.")],
    layout_path: Annotated[
        Path | None,
        typer.Option("--layout", metavar="FILE", help="Tệp bố cục (JSON, YAML) để nhận mẫu. · Layout to adopt with."),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--id", metavar="NAME", help="Mã của mẫu (mặc định: tên tệp). · Id of the form.")
    ] = None,
    out_path: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Ghi bố cục đoán được để sửa. · Write a guess to correct."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Nhận một mẫu phiếu do nơi khác in. · Adopt a form that others printed.

    Ví dụ: omr forms adopt mau-trang.pdf --out mau.yaml, sửa, rồi
    omr forms adopt mau-trang.pdf --layout mau.yaml --id mau-tinh
    """
    from app.adopting import adopt_form, guess_layout
    from app.settings import load_settings

    name = form or blank.stem
    if layout_path is None:
        if out_path is None:
            raise typer.BadParameter(say(_LAYOUT_OR_OUT))
        boxes = guess_layout(blank, name, out_path)
        notes.print(say(_GUESSED, boxes=boxes, path=out_path, blank=blank.name, name=name))
        return
    adopted = adopt_form(load_settings(home), blank, layout_path, name)
    out.print(say(_ADOPTED, form=name, boxes=adopted.boxes, found=adopted.found, moved=adopted.most_moved_mm))
    if adopted.found < adopted.boxes:
        notes.print(say(_WITHOUT_OUTLINE, count=adopted.boxes - adopted.found))
