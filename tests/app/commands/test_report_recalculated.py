"""The workbook of a report as another program computes it: LibreOffice, told to recalculate everything it opens."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.app.commands.test_report import office
from tests.app.running import Omr

__all__ = ["office"]

_SOFFICE = shutil.which("soffice")
# Recalculate on load: always (0), whoever wrote the file.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@pytest.mark.skipif(_SOFFICE is None, reason="no LibreOffice here (apt install libreoffice-calc)")
def test_nothing_changes_when_everything_is_computed_anew(omr: Omr, office: Path, tmp_path: Path) -> None:
    """Every share and every check comes to what this program had written."""
    omr("report", "2026-Q3", "--out", tmp_path, "--internal")
    written = tmp_path / "bao-cao-2026-Q3.xlsx"
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    words = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [str(_SOFFICE), *words, str(tmp_path / "anew"), str(written)], check=True, capture_output=True, timeout=120
    )

    before = openpyxl.load_workbook(written, data_only=True)
    after = openpyxl.load_workbook(tmp_path / "anew" / written.name, data_only=True)
    formulas = openpyxl.load_workbook(written)
    computed = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            old, new = before[sheet.title][cell.coordinate].value, after[sheet.title][cell.coordinate].value
            assert new == pytest.approx(old) if isinstance(old, int | float) else (new or None) == (old or None)
            computed += 1
    assert computed > 50
