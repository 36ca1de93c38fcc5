"""Facts about the charts of a report."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.units import mm

from app.language import speaking
from app.letter_pdf import WIDTH_MM
from app.report_charts import levels_charts, quota_charts, trend_chart
from forms.fonts import register_faces
from omr.words import Language
from reports.indices import Denominator
from reports.period_figures import FormFigures, Returned
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally
from tests.app.papers import FORM, quota_lines
from tests.reports.test_period_figures import period, told

_ANSWERS = Denominator.VALID_ANSWERS
_SATISFIED, _NOT = "#0d6b63", "#a3341f"


def _rects(drawing: Drawing) -> list[Rect]:
    return [shape for shape in drawing.contents if isinstance(shape, Rect)]


def _words(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


def _bars(drawing: Drawing, height: float) -> list[Rect]:
    return [rect for rect in _rects(drawing) if rect.height == pytest.approx(height * mm)]


def _colour(rect: Rect) -> str:
    return f"#{rect.fillColor.hexval()[2:]}"


def _levels_of(*tallies: QuestionTally) -> Drawing:
    (drawing,) = levels_charts(_form(*tallies), _ANSWERS)
    return drawing


def _form(*tallies: QuestionTally) -> FormFigures:
    return replace(FORM, tallies=tallies)


def _scale(counts: Sequence[int], codes: str, positive: str, question: str = "C1") -> QuestionTally:
    choices = tuple(ChoiceMeaning(code, f"Mức {code}", float(code), code in positive) for code in codes)
    meaning = QuestionMeaning("pks-q", question, "Câu", choices, role="overall")
    return QuestionTally(meaning, sum(counts), sum(counts), tuple(counts), 0, 0, 0, 0, 0)


def test_levels_are_stacked_about_the_middle_of_the_neutral_one() -> None:
    """Side by side without a gap, as wide as their shares of those who say a level; no opinion is no part of it."""
    drawing = _levels_of(*FORM.tallies)
    bars = _bars(drawing, 4.2)
    middle = next(shape for shape in drawing.contents if hasattr(shape, "x1") and shape.x1 == shape.x2).x1

    whole = sum(bar.width for bar in bars)
    assert [bar.width / whole for bar in bars] == pytest.approx([10 / 28, 10 / 28, 5 / 28, 3 / 28])
    assert [bar.x for bar in bars[1:]] == pytest.approx([bar.x + bar.width for bar in bars[:-1]])
    # Four levels have no neutral one: the satisfied end where the others begin.
    assert bars[1].x + bars[1].width == pytest.approx(middle)
    five = _bars(_levels_of(_scale((4, 3, 2, 1, 0), "54321", "54")), 4.2)
    assert five[2].x + five[2].width / 2 == pytest.approx(middle)
    # Two of 30 have no opinion, of the ten nobody: the bars are as long.
    assert sum(bar.width for bar in five) == pytest.approx(whole)


@pytest.mark.parametrize("codes", ["54321", "4321", "321", "21", "7654321"])
def test_the_satisfied_are_on_the_same_side_whichever_end_a_form_begins_with(codes: str) -> None:
    """A scale printed from worst to best is drawn, and told in the legend, as the same one from best to worst."""
    counts = range(1, len(codes) + 1)
    best_first = _levels_of(_scale(counts, codes, codes[:1]))
    worst_first = _levels_of(_scale(counts[::-1], codes[::-1], codes[:1]))

    def drawn(drawing: Drawing) -> list[tuple[float, float, str]]:
        return [(round(bar.x, 6), round(bar.width, 6), _colour(bar)) for bar in _rects(drawing)]

    assert drawn(worst_first) == drawn(best_first)
    assert _words(worst_first) == _words(best_first)
    bars = _bars(worst_first, 4.2)
    assert (_colour(bars[0]), _colour(bars[-1])) == (_SATISFIED, _NOT)


def test_a_rate_stands_beside_its_bar_with_its_n() -> None:
    """In the numbers of Vietnamese; what nobody answered, what is not rated and what takes several is not drawn."""
    several = replace(FORM.tallies[0], meaning=replace(FORM.tallies[0].meaning, question="MD", multiple=True))
    unrated = _scale((3, 3), "21", "", "LV")
    silent = told(0, 0, 3, 0, 0, question="C2")
    with speaking(Language.VI):
        said = _words(_levels_of(FORM.tallies[0], several, unrated, silent))

    assert "71,4 % · n=28" in said
    assert sum("n=" in words for words in said) == 1


def test_of_nothing_there_is_no_chart() -> None:
    """A form without rated questions stops no report."""
    assert list(levels_charts(_form(), _ANSWERS)) == []
    assert list(quota_charts(())) == []


def test_a_long_question_gives_way_to_its_bar() -> None:
    """Cut with an ellipsis where the bar begins."""
    tally = told(3, 1, 0, 1, 0)
    long = replace(tally, meaning=replace(tally.meaning, label="Thái độ phục vụ của công chức " * 9))
    label = next(words for words in _words(_levels_of(long)) if words.startswith("C8"))

    assert label.endswith("…")
    assert len(label) < 60


def test_no_chart_is_higher_than_a_page() -> None:
    """However many officers have a quota, or questions a form; each is drawn once, in its order, the last one too."""
    many = [told(3, 1, 0, 1, 0, question=f"{number:03d}") for number in range(61)]
    quotas, levels = list(quota_charts(quota_lines(130))), list(levels_charts(_form(*many), _ANSWERS))

    assert all(chart.height < 200 * mm for chart in (*quotas, *levels))
    named = [words.split()[1] for chart in quotas for words in _words(chart) if words.startswith("pks-q")]
    asked = [words.split()[0] for chart in levels for words in _words(chart) if "Câu" in words]
    assert named == [f"{number:03d}" for number in range(130)]
    assert asked == [f"{number:03d}" for number in range(61)]


def test_a_quota_is_a_bar_as_long_as_its_share() -> None:
    """Never longer than the whole; what is missing is said and coloured."""
    lines = quota_lines(30)
    (chart, _) = quota_charts((lines[0], lines[5], lines[20], *lines[:22]))
    behind, bars = _bars(chart, 3.8)[0::2], _bars(chart, 3.8)[1::2]

    assert [bar.width / whole.width for bar, whole in zip(bars, behind, strict=True)][:3] == pytest.approx([0, 0.25, 1])
    assert _colour(bars[1]) != _colour(bars[2]) == _SATISFIED
    (over,) = quota_charts(lines[29:])
    assert _bars(over, 3.8)[1].width == _bars(over, 3.8)[0].width
    said = [words for words in _words(chart) if "/" in words][:3]
    assert said == ["0/20, thiếu 20", "5/20, thiếu 15", "20/20"]


def test_a_trend_needs_two_reports() -> None:
    """One point is no line; a report in which nobody answered is no point."""
    first, second = (period("2026-Q1"), told(8, 0, 0, 2, 0)), (period("2026-Q3"), told(9, 0, 0, 1, 0))
    silent = (period("2026-H1"), told(0, 0, 1, 0, 0))

    assert trend_chart(replace(FORM, trend=(second,)), _ANSWERS) is None
    assert trend_chart(replace(FORM, trend=(silent, (period("2026-Y"), None), second)), _ANSWERS) is None
    with speaking(Language.VI):
        drawing = trend_chart(replace(FORM, trend=(first, silent, second)), _ANSWERS)
    assert drawing is not None
    assert [words for words in _words(drawing) if "n=" in words] == ["80,00 % · n=10", "90,00 % · n=10"]
    assert [words for words in _words(drawing) if "Quý" in words] == ["Quý I/2026", "Quý III/2026"]


@pytest.mark.parametrize("counts", [(0, 5), (5, 0), (1, 1)])
def test_a_trend_stays_within_its_drawing(counts: tuple[int, int]) -> None:
    """From nobody satisfied to everybody, few as they are: no point and no interval leaves the frame."""
    satisfied, not_satisfied = counts
    trend = tuple((period(name), told(satisfied, 0, 0, 0, not_satisfied)) for name in ("2026-Q1", "2026-Q3"))
    register_faces()
    drawing = trend_chart(FormFigures("f", "F", Returned(), (), trend=trend), _ANSWERS)

    assert drawing is not None
    left, low, right, high = drawing.getBounds()
    assert left >= -1
    assert low >= 0
    assert right <= WIDTH_MM * mm
    assert high <= drawing.height
