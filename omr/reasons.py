"""Why is something unsure, rejected or worth a word? One code each, with its sentence and advice in both languages.

A reason is data: it is stored with the reading, counted, filtered by, and put into words only when shown.
The words in braces are its evidence, stored beside it.
"""

import re
from enum import StrEnum

from omr.words import Language, Text

Evidence = tuple[tuple[str, str], ...]


class Reason(StrEnum):
    """A code for one cause of doubt, of rejection, or one thing noticed about the scan."""

    # An answer waits for a person.
    SEVERAL_MARKED = "several_marked"
    TOO_MANY_CHOICES = "too_many_choices"
    FAINT_MARK = "faint_mark"
    MARK_BESIDE_BOX = "mark_beside_box"
    HEAVY_MARK = "heavy_mark"
    CORRECTION = "correction"
    CANCELLED_ALONE = "cancelled_alone"
    FOREIGN_INK = "foreign_ink"
    TAIL = "tail"
    LONG_LINE = "long_line"
    BOX_NOT_FOUND = "box_not_found"
    BOX_OUTSIDE_SCAN = "box_outside_scan"
    END_UNSEEN = "end_unseen"
    STRIP_LOST = "strip_lost"
    NO_GREY = "no_grey"
    WASHED_OUT = "washed_out"
    ALL_ZEROS = "all_zeros"
    KEYED_BY_HAND = "keyed_by_hand"
    LOW_CONFIDENCE = "low_confidence"

    # A page was not read.
    FILE_EMPTY = "file_empty"
    FILE_DAMAGED = "file_damaged"
    FILE_ENCRYPTED = "file_encrypted"
    FILE_IS_ARCHIVE = "file_is_archive"
    FILES_JOINED = "files_joined"
    IMAGE_TOO_LARGE = "image_too_large"
    PAGE_DAMAGED = "page_damaged"
    BLANK_PAGE = "blank_page"
    SEPARATOR_PAGE = "separator_page"
    NOT_A_SHEET = "not_a_sheet"
    NO_KNOWN_FORM = "no_known_form"
    CODE_UNREADABLE = "code_unreadable"
    UNKNOWN_LAYOUT = "unknown_layout"
    NO_SUCH_PAGE = "no_such_page"
    MARKS_APART = "marks_apart"
    POOR_ALIGNMENT = "poor_alignment"
    OUTLINES_NOT_FOUND = "outlines_not_found"
    READER_FAILED = "reader_failed"
    DUPLICATE = "duplicate"
    LOOKS_ALIKE = "looks_alike"
    PAGE_MISSING = "page_missing"

    # Noticed about the scan; the page was read all the same. What hides part of the sheet comes first.
    OTHER_PAPER = "other_paper"
    CUT_OFF = "cut_off"
    CORNER_HIDDEN = "corner_hidden"
    FEW_MARKERS = "few_markers"
    STREAK = "streak"
    LIGHT_STREAK = "light_streak"
    PRINT_SCALE = "print_scale"
    FAINT_PRINT = "faint_print"
    ONE_BIT = "one_bit"
    NEGATIVE = "negative"
    LOW_RESOLUTION = "low_resolution"
    SKEWED = "skewed"
    DARK_BORDER = "dark_border"
    TURNED = "turned"

    def sentence(self, language: Language, evidence: Evidence = ()) -> str:
        """Return what was seen, in one sentence."""
        return _WORDS[self][0].to(language, **_spoken(language, evidence))

    def advice(self, language: Language, evidence: Evidence = ()) -> str:
        """Return what to do about it; empty where nothing need be done."""
        return _WORDS[self][1].to(language, **_spoken(language, evidence))


def _spoken(language: Language, evidence: Evidence) -> dict[str, str]:
    """Return evidence as people say it: places in words, a position in centimetres, decimals as the language has."""
    spoken = {}
    for name, value in evidence:
        spoken[name] = _PLACES[value].to(language) if value in _PLACES else _number(language, value)
        if name == "position_mm":
            known = _DECIMAL.fullmatch(value)
            spoken["position_cm"] = _number(language, f"{float(value) / 10:.1f}") if known else value
    return spoken


def _number(language: Language, value: str) -> str:
    return value.replace(".", ",") if language is Language.VI and _DECIMAL.fullmatch(value) else value


_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
# Evidence that names a corner or an edge.
_PLACES: dict[str, Text] = {
    "top_left": Text("trên bên trái", "top left"),
    "top_right": Text("trên bên phải", "top right"),
    "bottom_right": Text("dưới bên phải", "bottom right"),
    "bottom_left": Text("dưới bên trái", "bottom left"),
    "left": Text("trái", "left"),
    "top": Text("trên", "top"),
    "right": Text("phải", "right"),
    "bottom": Text("dưới", "bottom"),
}
_NOTHING = Text("", "")
_LOOK = Text("Xem ảnh rồi chọn câu trả lời.", "Look at the picture and choose the answer.")
_RESCAN = Text("Quét lại trang này.", "Scan this page again.")

_WORDS: dict[Reason, tuple[Text, Text]] = {
    Reason.SEVERAL_MARKED: (
        Text(
            "Có từ hai ô được đánh dấu trong câu chỉ chọn một.",
            "Two or more boxes are marked where one may be.",
        ),
        _LOOK,
    ),
    Reason.TOO_MANY_CHOICES: (
        Text("Số ô được đánh dấu vượt mức cho phép.", "More boxes are marked than the question allows."),
        _LOOK,
    ),
    Reason.FAINT_MARK: (Text("Dấu quá mờ hoặc quá nhỏ.", "A mark is very faint or very small."), _LOOK),
    Reason.MARK_BESIDE_BOX: (
        Text(
            "Có nét bút cạnh ô, trên chữ bên cạnh, hoặc chỉ chạm một phần ô.",
            "There is pen beside a box, on its words, or only partly in it.",
        ),
        _LOOK,
    ),
    Reason.HEAVY_MARK: (
        Text(
            "Ô bị tô đậm: không rõ là chọn hay bỏ.",
            "A box is inked heavily: chosen or struck out is not clear.",
        ),
        _LOOK,
    ),
    Reason.CORRECTION: (
        Text(
            "Có dấu bị khoanh hoặc gạch bỏ và dấu khác được đánh.",
            "A mark was cancelled and another one made.",
        ),
        _LOOK,
    ),
    Reason.CANCELLED_ALONE: (
        Text("Có dấu bị hủy mà không có dấu thay thế.", "A mark was cancelled and no other one made."),
        _LOOK,
    ),
    Reason.FOREIGN_INK: (
        Text(
            "Có vết mực, dấu đóng hoặc nếp gấp chạm vào ô.",
            "A stain, stamp or crease touches a box of this question.",
        ),
        _LOOK,
    ),
    Reason.TAIL: (
        Text(
            "Nét bút trong ô kéo từ câu khác hoặc từ chữ bên cạnh sang.",
            "The stroke in a box runs on from another question or from the words beside it.",
        ),
        _LOOK,
    ),
    Reason.LONG_LINE: (
        Text(
            "Một nét kẻ dài chạy qua ô: có thể để gạch bỏ cả phần.",
            "A long line runs through a box: it may strike out that part of the page.",
        ),
        _LOOK,
    ),
    Reason.BOX_NOT_FOUND: (
        Text("Không thấy rõ khung của ô.", "The printed outline of a box could not be found."),
        _LOOK,
    ),
    Reason.BOX_OUTSIDE_SCAN: (
        Text("Ô nằm ngoài ảnh quét.", "A box lies outside the scanned picture."),
        _RESCAN,
    ),
    Reason.END_UNSEEN: (
        Text(
            "Không thấy dấu ở một đầu của phiếu, nên chưa chắc hàng nào là của câu nào.",
            "No mark is seen at one end of the sheet, so a row may be another question's.",
        ),
        Text("Nhìn chữ in của câu, hoặc quét lại đủ bốn góc.", "Go by the printed words, or scan all four corners."),
    ),
    Reason.STRIP_LOST: (
        Text(
            "Trên ảnh quét, tờ phiếu ngắn hoặc dài hơn bản in: có thể giấy bị gấp nếp hoặc máy kéo không đều.",
            "The sheet is shorter or longer on the scan than printed: it may be pleated, or was fed unevenly.",
        ),
        Text(
            "Vuốt phẳng rồi quét lại, hoặc nhìn chữ in của câu.",
            "Smooth it and scan again, or go by the printed words.",
        ),
    ),
    Reason.NO_GREY: (
        Text(
            "Ảnh chỉ có đen và trắng: nét bút mờ có thể đã mất.",
            "The scan is black and white: a faint pen may be lost.",
        ),
        Text("Xem tờ giấy, hoặc quét lại ở chế độ xám.", "Look at the paper, or scan it again in grey."),
    ),
    Reason.WASHED_OUT: (
        Text(
            "Máy quét đã tẩy trắng nền giấy: nét bút mờ có thể đã mất.",
            "The scanner made the paper pure white: a faint pen may be lost.",
        ),
        Text(
            "Xem tờ giấy, hoặc tắt chức năng xóa nền rồi quét lại.",
            "Look at the paper, or scan it again without removing the background.",
        ),
    ),
    Reason.ALL_ZEROS: (
        Text(
            "Số được đánh dấu toàn là 0: có thể chữ số đã được viết vào các ô đầu.",
            "The number marked is all zeros: its digits may have been written into the first boxes.",
        ),
        _LOOK,
    ),
    Reason.KEYED_BY_HAND: (
        Text("Trang này do người nhập, máy không đọc.", "A person keys this page; the machine did not read it."),
        _LOOK,
    ),
    Reason.LOW_CONFIDENCE: (Text("Máy không đủ chắc chắn.", "The machine is not certain enough."), _LOOK),
    Reason.FILE_EMPTY: (
        Text("Tệp rỗng, không có dữ liệu.", "The file is empty."),
        Text("Quét lại và chép lại tệp.", "Scan again and copy the file once more."),
    ),
    Reason.FILE_DAMAGED: (
        Text("Tệp bị hỏng hoặc bị cắt cụt.", "The file is damaged or cut short."),
        Text("Quét lại và chép lại tệp.", "Scan again and copy the file once more."),
    ),
    Reason.FILE_ENCRYPTED: (
        Text("Tệp PDF có mật khẩu.", "The PDF is protected by a password."),
        Text("Lưu lại tệp không có mật khẩu.", "Save the file without a password."),
    ),
    Reason.FILE_IS_ARCHIVE: (
        Text("Tệp là gói nén (ZIP, 7z, RAR …), không phải ảnh quét.", "The file is a packed folder (ZIP, 7z, RAR …)."),
        Text("Giải nén rồi đọc các tệp bên trong.", "Unpack it and read the files in it."),
    ),
    Reason.FILES_JOINED: (
        Text(
            "Tệp gồm nhiều tệp PDF nối đuôi nhau; chỉ mở được tệp sau cùng.",
            "Several PDFs were joined end to end in this file; only the last of them can be opened.",
        ),
        Text("Đọc từng tệp gốc, hoặc quét lại.", "Read the files it was made of, or scan again."),
    ),
    Reason.IMAGE_TOO_LARGE: (
        Text(
            "Ảnh quá lớn ({megapixels} triệu điểm ảnh).",
            "The picture is too large ({megapixels} million pixels).",
        ),
        Text("Quét lại ở 200–300 dpi.", "Scan again at 200 to 300 dpi."),
    ),
    Reason.PAGE_DAMAGED: (
        Text("Ảnh của trang không mở được.", "The picture of the page cannot be opened."),
        _RESCAN,
    ),
    Reason.BLANK_PAGE: (
        Text("Trang trắng.", "The page is blank."),
        Text("Bỏ qua, trừ khi đây là mặt có phiếu.", "Nothing to do, unless a sheet was laid face up."),
    ),
    Reason.SEPARATOR_PAGE: (
        Text("Trang ngăn.", "A separator page."),
        Text("Không cần làm gì.", "Nothing to do."),
    ),
    Reason.NOT_A_SHEET: (
        Text("Không thấy dấu góc của phiếu nào.", "No corner marks of a sheet were found."),
        Text(
            "Nếu là phiếu, quét lại phẳng, đủ bốn góc.",
            "If it is a sheet, scan it again, flat, with all four corners.",
        ),
    ),
    Reason.NO_KNOWN_FORM: (
        Text("Trang này không giống mẫu phiếu nào đã nhận.", "This page does not look like any form that was adopted."),
        Text(
            "Nếu là một mẫu phiếu khác, đưa mẫu trắng vào bằng omr forms adopt rồi quét lại; nếu không, bỏ qua.",
            "If it is another form, bring in its blank with omr forms adopt and scan it again; else set it aside.",
        ),
    ),
    Reason.CODE_UNREADABLE: (
        Text(
            "Thấy dấu góc nhưng không đọc được mã của phiếu.",
            "The corner marks are there but the code is unreadable.",
        ),
        Text(
            "Quét lại rõ hơn; nếu mã bị che, nhập tay phiếu này.",
            "Scan again more sharply; if the code is covered, key this sheet by hand.",
        ),
    ),
    Reason.UNKNOWN_LAYOUT: (
        Text(
            "Phiếu của mẫu khác, máy này chưa có (mã mẫu {layout_id}).",
            "A sheet of another form, unknown here (layout {layout_id}).",
        ),
        Text(
            "Quét ở máy đã in mẫu phiếu này, hoặc chép mẫu sang đây.",
            "Scan it where the form was printed, or bring the form here.",
        ),
    ),
    Reason.NO_SUCH_PAGE: (
        Text(
            "Mã ghi trang {page_number}, mẫu không có trang ấy.",
            "The code says page {page_number}; the form has none.",
        ),
        _RESCAN,
    ),
    Reason.MARKS_APART: (
        Text(
            "Các dấu ở góc không cùng một tờ phẳng: hai tờ chồng lên nhau, hoặc phiếu bị chụp nghiêng.",
            "The corner marks are not those of one flat sheet: two sheets overlap, or it was photographed at an angle.",
        ),
        Text(
            "Tách các tờ ra, trải phẳng rồi quét lại; nếu chụp thì chụp thẳng từ trên xuống.",
            "Separate the sheets, lay each flat and scan again; a photograph is taken straight from above.",
        ),
    ),
    Reason.POOR_ALIGNMENT: (
        Text(
            "Không khớp được trang với mẫu (lệch {residual_mm} mm).",
            "The page does not fit its layout (off by {residual_mm} mm).",
        ),
        Text(
            "Xem có hai tờ dính nhau không, vuốt phẳng phiếu rồi quét lại.",
            "See that no two sheets stick together, flatten the sheet and scan it again.",
        ),
    ),
    Reason.OUTLINES_NOT_FOUND: (
        Text(
            "Không thấy khung của các ô: bản quét quá nhạt.", "The outlines of the boxes do not show: too light a scan."
        ),
        Text("Quét lại ở chế độ xám, đậm hơn.", "Scan again in grey, and darker."),
    ),
    Reason.READER_FAILED: (
        Text("Máy gặp lỗi khi đọc trang này ({error}).", "The reader failed on this page ({error})."),
        Text(
            "Quét lại; nếu vẫn lỗi, gửi tệp cho người phụ trách.",
            "Scan again; if it fails again, report the file.",
        ),
    ),
    Reason.DUPLICATE: (
        Text("Phiếu {serial} đã được quét rồi, với dấu khác.", "Sheet {serial} was scanned before, marked otherwise."),
        Text(
            "So hai ảnh: first = tính tờ trước, second = tính tờ này, both = phiếu bị photocopy, tính tất cả.",
            "Compare the two pictures: first = the earlier counts, second = this one, both = photocopied, count all.",
        ),
    ),
    Reason.LOOKS_ALIKE: (
        Text("Hai phiếu photocopy giống hệt nét bút.", "Two photocopied sheets show the same pen strokes."),
        Text(
            "So hai ảnh: first = một tờ quét hai lần, both = hai tờ khác nhau.",
            "Compare the two pictures: first = one sheet scanned twice, both = two sheets.",
        ),
    ),
    Reason.PAGE_MISSING: (
        Text("Phiếu {serial} thiếu trang.", "Sheet {serial} lacks a page."),
        Text(
            "Tìm trang thiếu rồi quét thêm; không tìm được thì accept để tính phần đã có.",
            "Find the page and scan it; if it is lost, accept counts what is there.",
        ),
    ),
    Reason.OTHER_PAPER: (
        Text(
            "Trong ảnh còn giấy khác: hai tờ vào máy cùng lúc hoặc chồng lên nhau.",
            "There is other paper in the picture: two sheets went in together or overlap.",
        ),
        Text("Tách các tờ ra rồi quét lại từng tờ.", "Separate the sheets and scan each one again."),
    ),
    Reason.CUT_OFF: (
        Text("Ảnh bị cắt mất mép {edge} của phiếu.", "The picture cuts off the {edge} edge of the sheet."),
        Text(
            "Chọn đúng khổ giấy, đặt phiếu sát thanh dẫn.", "Set the right paper size; lay sheets against the guides."
        ),
    ),
    Reason.CORNER_HIDDEN: (
        Text(
            "Góc {corner} của phiếu bị gập, rách hoặc bị che.",
            "The {corner} corner of the sheet is folded, torn or covered.",
        ),
        Text(
            "Vuốt thẳng góc trước khi quét; đừng đóng dấu lên góc.", "Smooth corners before scanning; stamp elsewhere."
        ),
    ),
    Reason.STREAK: (
        Text(
            "Máy quét để lại vệt sọc cách mép {edge} của ảnh {position_cm} cm.",
            "The scanner leaves a streak {position_cm} cm from the {edge} edge of the picture.",
        ),
        Text("Lau kính máy quét ở chỗ ấy.", "Clean the scanner's glass there."),
    ),
    Reason.LIGHT_STREAK: (
        Text(
            "Máy quét để lại vệt trắng, mất nét, cách mép {edge} của ảnh {position_cm} cm.",
            "A light streak of the scanner takes ink away {position_cm} cm from the {edge} edge of the picture.",
        ),
        Text("Lau kính máy quét ở chỗ ấy.", "Clean the scanner's glass there."),
    ),
    Reason.DARK_BORDER: (
        Text(
            "Ảnh có viền đen ở mép {edge}, rộng {width_mm} mm.",
            "The picture has a dark border on the {edge}, {width_mm} mm wide.",
        ),
        Text(
            "Đặt máy quét tự cắt viền, hoặc dùng nắp trắng.", "Let the scanner crop to the paper, or use a white lid."
        ),
    ),
    Reason.FEW_MARKERS: (
        Text("Chỉ thấy {found} trong 4 dấu góc.", "Only {found} of 4 corner marks were found."),
        Text("Quét phẳng, không che góc.", "Scan flat, with no corner covered."),
    ),
    Reason.TURNED: (
        Text("Trang quay {degrees}°, đã xoay lại.", "The page lay turned by {degrees}°; mended."),
        _NOTHING,
    ),
    Reason.PRINT_SCALE: (
        Text("Phiếu in ở {percent} %.", "The sheet was printed at {percent} %."),
        Text("In ở 100 %, không chọn “vừa trang”.", "Print at 100 %, not “fit to page”."),
    ),
    Reason.SKEWED: (
        Text("Trang lệch {degrees}°.", "The page is skewed by {degrees}°."),
        Text("Chỉnh thanh dẫn giấy.", "Set the paper guides."),
    ),
    Reason.ONE_BIT: (
        Text("Ảnh chỉ có đen và trắng.", "The scan has only black and white."),
        Text("Đặt máy quét ở chế độ xám.", "Set the scanner to grey."),
    ),
    Reason.NEGATIVE: (
        Text("Ảnh là âm bản: giấy đen, chữ trắng.", "The picture is a negative: black paper, white print."),
        Text("Tắt chế độ đảo màu của máy quét.", "Switch off what inverts the picture at the scanner."),
    ),
    Reason.LOW_RESOLUTION: (
        Text("Độ phân giải thấp ({dpi} dpi).", "The resolution is low ({dpi} dpi)."),
        Text("Quét ở 200–300 dpi.", "Scan at 200 to 300 dpi."),
    ),
    Reason.FAINT_PRINT: (
        Text("Bản in mờ.", "The print is faint."),
        Text("Thay mực hoặc tăng độ đậm khi quét.", "Change the toner or scan darker."),
    ),
}
