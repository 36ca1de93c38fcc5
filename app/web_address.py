"""Where on the web is a form? The address that is typed, else the office's own, with what the sheet is printed for."""

from typing import ClassVar
from urllib.parse import urlencode

from app.office import Office
from app.roster import PrintedFor
from omr.errors import OmrError
from omr.words import Text


class AddressMissing(OmrError):
    """Nobody said where the form is on the web."""

    exit_code: ClassVar[int] = 114
    sentence_text = Text("Chưa có địa chỉ của phiếu trên mạng.", "The address of the web form is not known.")
    advice_text = Text(
        "Ghi --url ĐỊA-CHỈ, hoặc web_address trong office.yaml (địa chỉ mà omr serve được mở ra).",
        "Give --url ADDRESS, or web_address in office.yaml (where omr serve is reached).",
    )


def form_address(office: Office, form: str, typed: str | None, whose: tuple[PrintedFor, ...] = ()) -> str:
    """Return the full address of a form: as typed, else the office's with channel, officer and field.

    Officer and field are said where the sheets are for one of them alone.

    Raises
    ------
    AddressMissing
        When there is none.
    """
    if typed:
        return typed
    if office.web_address is None:
        raise AddressMissing
    said = {"channel": "qr"}
    if len(whose) == 1:
        said |= {name: code for name, code in (("field", whose[0].field), ("officer", whose[0].officer)) if code}
    return f"{office.web_address.rstrip('/')}/f/{form}?{urlencode(said)}"
