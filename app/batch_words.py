"""In which words does the program speak of batches: their sheets, channels and times?"""

from datetime import datetime

from app.language import say
from batches.collate import NamedPage, Oddity, SheetState
from omr.words import Text

CHANNELS = {
    "paper_box": Text("hòm phiếu giấy", "paper box"),
    "counter": Text("phiếu tại quầy", "paper at the counter"),
    "post": Text("gửi qua bưu điện", "by post"),
    "kiosk": Text("kiosk", "kiosk"),
    "qr": Text("mã QR", "QR code"),
    "online": Text("trực tuyến", "online"),
    "phone": Text("điện thoại", "telephone"),
}
STATES = {
    SheetState.ACCEPTED: Text("xong", "done"),
    SheetState.WAITING: Text("chờ xem", "waiting"),
    SheetState.INCOMPLETE: Text("thiếu trang", "incomplete"),
    SheetState.DUPLICATE: Text("quét lại", "scanned again"),
    SheetState.ELSEWHERE: Text("tính ở lô khác", "counted in another batch"),
    SheetState.WITHDRAWN: Text("đã rút", "withdrawn"),
}
_ODDITIES = {
    Oddity.MISSING_PAGE: Text("phiếu {serial}: thiếu trang {side}", "sheet {serial}: page {side} is missing"),
    Oddity.DOUBLED_PAGE: Text(
        "phiếu {serial}: trang {side} đã có, không tính lần nữa", "sheet {serial}: page {side} again, not counted twice"
    ),
    Oddity.TWO_PAPERS: Text(
        "phiếu {serial}: có hai tờ khác nhau, chờ chọn", "sheet {serial}: two different papers, a person must choose"
    ),
    Oddity.UNKNOWN_LAYOUT: Text(
        "mẫu {layout_id} chưa có ở máy này; khi có, quét lại tệp này",
        "layout {layout_id} is unknown here; once it is known, scan this file again",
    ),
    Oddity.OLDER_LAYOUT: Text(
        "phiếu {serial}: bản in cũ của mẫu {form}", "sheet {serial}: an older print of form {form}"
    ),
    Oddity.NO_SUCH_PAGE: Text("mẫu không có trang {side}", "the form has no page {side}"),
}
_NO_SERIAL = Text("không số", "without a number")


def oddity_words(named: NamedPage) -> str:
    """Return one oddity in words."""
    page = named.page
    return say(
        _ODDITIES[named.oddity],
        serial=page.serial or say(_NO_SERIAL),
        side=named.side,
        layout_id=page.layout_id or "?",
        form=page.form or "?",
    )


def channel_words(channel: str) -> str:
    """Return a channel in words; one that the office named itself as it is."""
    return say(CHANNELS[channel]) if channel in CHANNELS else channel


def day(at: datetime) -> str:
    """Return a date as offices write it, in the time zone of this machine."""
    return f"{at.astimezone():%d/%m/%Y}"


def moment(at: datetime) -> str:
    """Return a time as offices write it, in the time zone of this machine."""
    return f"{at.astimezone():%H:%M %d/%m/%Y}"
