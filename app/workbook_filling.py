"""How is a province's own workbook filled in? Figures go into the cells that it has named for them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from omr.errors import OmrError
from omr.words import Text
from reports.named_figures import PREFIX

_LISTED = 8


class WorkbookUnreadable(OmrError):
    """The workbook to fill in is missing or none. Evidence: path, problem."""

    exit_code: ClassVar[int] = 99
    sentence_text = Text("Không đọc được bảng tính “{path}”: {problem}.", "“{path}” cannot be read: {problem}.")
    advice_text = Text(
        "Dùng tệp .xlsx; tệp .xls cũ thì mở bằng Excel rồi lưu thành .xlsx.",
        "Use an .xlsx file; open an old .xls in Excel and save it as .xlsx.",
    )


class NamesUnknown(OmrError):
    """A workbook names cells for figures that the period does not have, or none at all. Evidence: path, names."""

    exit_code: ClassVar[int] = 108
    sentence_text = Text(
        "“{path}” không điền được: không có số liệu cho tên ô {names}.",
        "“{path}” cannot be filled in: there are no figures for the cell names {names}.",
    )
    advice_text = Text(
        "Các tên dùng được: cột cuối của tệp so-lieu-….csv do omr report ghi ra; tên bắt đầu bằng omr_.",
        "The names that exist are listed in the file so-lieu-….csv that omr report writes; they begin with omr_.",
    )


def filled_workbook(path: Path, figures: Mapping[str, str | int | float | None]) -> tuple[bytes, int]:
    """Return a workbook with its named cells filled in, and how many; everything else of it stays as it is.

    Cells are named as Excel does (Formulas, Name Manager), with the names of `reports.named_figures`; a cell whose
    figure is not known is emptied. Pictures and charts of the workbook are not kept by the library that writes it.

    Raises
    ------
    WorkbookUnreadable
        When there is no such workbook.
    NamesUnknown
        When it asks for what there is not, or for nothing.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    except OSError as error:
        raise WorkbookUnreadable(path=path, problem=error.strerror or type(error).__name__) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise WorkbookUnreadable(path=path, problem="xlsx") from error
    names = {
        name.lower(): defined.destinations
        for scope in (book, *book.worksheets)
        for name, defined in scope.defined_names.items()
        if name.lower().startswith(PREFIX)
    }
    unknown = sorted(name for name in names if name not in figures)
    if unknown or not names:
        shown = ", ".join(unknown[:_LISTED]) + ("…" if len(unknown) > _LISTED else "")
        raise NamesUnknown(path=path.name, names=shown or f"{PREFIX}…")
    filled = 0
    for name, places in names.items():
        for sheet, place in places:
            cell = book[sheet][place.replace("$", "").split(":")[0]]
            value = figures[name]
            cell.value = value
            if isinstance(value, str):
                # What begins like a formula is none.
                cell.data_type = "s"
            filled += 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), filled
