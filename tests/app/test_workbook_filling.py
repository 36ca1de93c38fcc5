"""Facts about filling in a workbook of somebody else."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from app.workbook_filling import NamesUnknown, WorkbookUnreadable, filled_workbook

_FIGURES: dict[str, str | int | float | None] = {"omr_unit": "=1+1", "omr_f_c8_rate": 0.9645, "omr_f_mean": None}


def _workbook(path: Path, **names: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Biểu 1"
    sheet["A1"] = "Báo cáo tỉnh"
    sheet["B2"].number_format = "0.00%"
    sheet["C2"] = "=B2*2"
    sheet["D4"] = 17
    for name, place in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"'Biểu 1'!{place}")
    book.save(path)
    return path


def test_named_cells_get_their_figures(tmp_path: Path) -> None:
    """Whatever the capitals; text stays text, formulas and formats stay, what is not known is emptied."""
    path = _workbook(tmp_path / "m.xlsx", OMR_F_C8_RATE="$B$2", omr_unit="$A$3", omr_f_mean="$D$4", Khac="$A$1")
    data, filled = filled_workbook(path, _FIGURES)

    sheet = openpyxl.load_workbook(io.BytesIO(data))["Biểu 1"]
    assert filled == 3
    assert (sheet["B2"].value, sheet["B2"].number_format, sheet["C2"].value) == (0.9645, "0.00%", "=B2*2")
    assert (sheet["A3"].value, sheet["A3"].data_type, sheet["D4"].value) == ("=1+1", "s", None)


def test_what_there_is_not_is_refused(tmp_path: Path) -> None:
    """A name without a figure, a workbook without names, a file that is none: nothing is half filled in."""
    with pytest.raises(NamesUnknown) as found:
        filled_workbook(_workbook(tmp_path / "a.xlsx", omr_f_c9_rate="$B$2"), _FIGURES)
    assert "omr_f_c9_rate" in dict(found.value.evidence)["names"]
    with pytest.raises(NamesUnknown):
        filled_workbook(_workbook(tmp_path / "b.xlsx"), _FIGURES)
    (tmp_path / "c.xlsx").write_text("không phải", "utf-8")
    for name in ("c.xlsx", "d.xlsx"):
        with pytest.raises(WorkbookUnreadable):
            filled_workbook(tmp_path / name, _FIGURES)
