"""Facts about the summary of a batch."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from app.language import speak
from app.summary import skipped_view, summary_view
from batches.run import Skipped
from batches.source import SourceFile
from db.batches import Batch
from db.summaries import BatchSummary, FileSummary
from omr.reading import Finding
from omr.reasons import Reason
from omr.words import Language

_FINISHED = BatchSummary(
    batch="Tuần 38",
    files=(FileSummary("/scans/hòm phiếu.pdf", 1236, 1234, 2, 0),),
    rejected=((Reason.NOT_A_SHEET, 2),),
    sheets=1234,
    sheets_waiting=0,
    questions=12340,
    questions_accepted=12300,
    questions_reviewed=40,
    questions_waiting=0,
    doubts=(),
    findings=((Finding(Reason.TURNED, (("degrees", "180"),)), 7),),
    items_waiting=0,
)
_WAITING = replace(
    _FINISHED,
    sheets_waiting=12,
    questions_reviewed=20,
    questions_waiting=20,
    doubts=((Reason.FAINT_MARK, 20),),
    items_waiting=22,
)


# These are said about the scans, in words of their own; none of them makes a page or a question wait.
_NOTICED = (
    Reason.DUPLICATE,
    Reason.TURNED,
    Reason.FEW_MARKERS,
    Reason.PRINT_SCALE,
    Reason.SKEWED,
    Reason.ONE_BIT,
    Reason.LOW_RESOLUTION,
    Reason.FAINT_PRINT,
)


def _shown(view: RenderableType, width: int = 120) -> str:
    console = Console(width=width, force_terminal=False, highlight=False)
    with console.capture() as capture:
        console.print(view)
    return capture.get()


def test_the_figures_add_up_on_the_screen() -> None:
    """Sheets and questions are shown as sums whose parts are named."""
    speak(Language.VI)
    shown = _shown(summary_view(_WAITING))

    assert "Lô Tuần 38" in shown
    assert "1.234 = 1.222 xong + 12 chờ xem" in shown
    assert "12.340 = 12.300 máy nhận (99,7 %) + 20 đã xem + 20 chờ xem" in shown


def test_the_same_in_english() -> None:
    """With English signs in the numbers."""
    shown = _shown(summary_view(_WAITING))

    assert "1,234 = 1,222 done + 12 waiting" in shown
    assert "12,340 = 12,300 accepted (99.7 %) + 20 reviewed + 20 waiting" in shown


def test_the_next_step_is_the_review_while_anything_waits() -> None:
    """Then the export; the command can be copied from the screen."""
    assert "→ Next: omr review   (22 waiting)" in _shown(summary_view(_WAITING))
    assert "→ Next: omr export tallies" in _shown(summary_view(_FINISHED))


def test_reasons_are_counted_in_words() -> None:
    """Why pages were not read, why answers wait, and what to mend on the scanner."""
    shown = _shown(summary_view(_WAITING))

    assert re.search(rf"\b2 +{re.escape(Reason.NOT_A_SHEET.sentence(Language.EN))}", shown)
    assert re.search(rf"\b20 +{re.escape(Reason.FAINT_MARK.sentence(Language.EN))}", shown)
    assert re.search(r"\b7 +The page lay turned by 180°", shown)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", [reason for reason in Reason if reason not in _NOTICED])
def test_every_reason_can_be_counted(language: Language, reason: Reason) -> None:
    """No sentence asks for evidence that a count does not have."""
    speak(language)

    assert "3" in _shown(summary_view(replace(_WAITING, rejected=((reason, 3),), doubts=((reason, 3),))))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", _NOTICED[1:])
def test_everything_noticed_about_scans_has_its_words(language: Language, reason: Reason) -> None:
    """A finding without words would end the summary of a good batch."""
    speak(language)

    evidence = {"degrees": "1", "edge": "left", "corner": "top_left", "percent": "97", "dpi": "100", "found": "3"}
    finding = Finding(reason, tuple((evidence | {"position_mm": "42.0", "width_mm": "5"}).items()))
    assert re.search(r"\b9 \w", _shown(summary_view(replace(_FINISHED, findings=((finding, 9),)))))


def test_files_are_shown_by_name_with_their_pages() -> None:
    """The folder is left out, and the column of second scans where there is none."""
    shown = _shown(summary_view(_FINISHED))

    assert re.search(r"hòm phiếu\.pdf +1,236 +1,234 +2", shown)
    assert "/scans" not in shown
    assert "Again" not in shown


def test_sheets_scanned_again_have_a_column() -> None:
    """A page that is not counted twice is still a page."""
    again = replace(_FINISHED, files=(FileSummary("a.pdf", 7, 4, 0, 3),), rejected=())

    shown = _shown(summary_view(again))

    assert "Again" in shown
    assert re.search(r"a\.pdf +7 +4 +3 +–", shown)


def test_many_files_do_not_push_the_figures_off_the_screen() -> None:
    """The rest is counted, and the sum is that of all."""
    many = replace(_FINISHED, files=tuple(FileSummary(f"{i}.pdf", 1, 1, 0, 0) for i in range(100)), rejected=())

    shown = _shown(summary_view(many))

    assert "and 88 more files" in shown
    assert re.search(r"All +100 +100", shown)
    assert len(shown.splitlines()) < 40


def test_what_was_left_out_is_said() -> None:
    """Files that were taken before with their batch, and files that are no scans."""
    skipped = Skipped(SourceFile(Path("a.pdf"), "ab", 1), Batch(1, "Tuần 37"))

    shown = "\n".join(map(str, skipped_view([skipped], [Path("notes.txt")])))

    assert "a.pdf: already in batch Tuần 37" in shown
    assert "notes.txt: not a scan" in shown
    assert skipped_view([]) == []


def test_a_plain_terminal_cuts_names_and_no_figures() -> None:
    """A long file name gives way."""
    long = replace(_FINISHED, files=(FileSummary(f"/scans/{'rất dài ' * 20}.pdf", 1236, 1234, 2, 0),))

    shown = _shown(summary_view(long), width=80)

    assert re.search(r"… +1,236 +1,234 +2", shown)


def test_of_many_files_that_were_there_before_twelve_are_named() -> None:
    """A folder that is scanned again does not push the figures off the screen."""
    skipped = [Skipped(SourceFile(Path(f"{n}.pdf"), "ab", 1), Batch(1, "Tuần 37")) for n in range(60)]
    lines = skipped_view(skipped)

    assert len(lines) == 1 + 12 + 1
    assert "and 48 more files" in str(lines[-1])
