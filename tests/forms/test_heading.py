"""Facts about the head of a page."""

import pytest
from hypothesis import HealthCheck, given, reject, settings

from forms.catalogue import find_form
from forms.definition import Label, Survey
from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.heading import first_page_head, later_page_head
from forms.plan import Drawing
from forms.sheet_foot import caption_width_mm
from tests.forms.surveys import surveys

TOO_WIDE = Label(vi="Nghiêng" * 30)


def frame_for(survey: Survey) -> Frame:
    """Return the frame that a form is laid out in."""
    return frame_of(survey.paper, survey.orientation == "landscape", survey.large_print, survey.dense)


def texts(drawing: Drawing) -> list[str]:
    """Return what is printed, from the top."""
    return [run.text for run in drawing.runs]


@given(surveys())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_head_ends_below_all_that_is_in_it(survey: Survey) -> None:
    """Words, rule and examples stand above where it is said to end, in the column and beside no code's own words."""
    frame = frame_for(survey)
    try:
        heads = (first_page_head(survey, frame), later_page_head(survey, frame))
    except NoRoomOnPage:
        reject()

    beside_mm = frame.head_right_mm - (0.0 if frame.is_small else caption_width_mm(survey, frame))
    for drawing, end_mm in heads:
        assert all(run.baseline_mm <= end_mm for run in drawing.runs)
        assert all(max(line.start.y_mm, line.end.y_mm) <= end_mm for line in drawing.lines)
        # To a tenth of a millimetre: the ring of the example is as large beside small type.
        assert all(outline.box.bottom_mm <= end_mm + 0.1 for outline in drawing.outlines)
        assert all(outline.box.right_mm <= frame.right_mm for outline in drawing.outlines)
        for run in drawing.runs:
            assert run.x_mm >= frame.head_left_mm
            assert run.box.right_mm <= frame.right_mm + 1e-6
            assert run.box.right_mm < beside_mm or run.box.y_mm >= frame.codes[0].bottom_mm


@pytest.mark.parametrize("key", ["title", "purpose", "instruction", "correction", "office"])
def test_a_word_too_wide_for_the_head_is_named_by_its_key(key: str) -> None:
    """As the author wrote it in the form's file."""
    survey = find_form("pks-q-a4").model_copy(update={key: (TOO_WIDE,) if key == "office" else TOO_WIDE})

    with pytest.raises(NoRoomOnPage) as refused:
        first_page_head(survey, frame_for(survey))

    assert dict(refused.value.evidence)["question"] == key


def test_dots_after_the_office_become_a_line_to_write_on() -> None:
    """As long as the dots are many, on the line of its words, and never into the room of the code."""
    survey = find_form("pks-q-a4")
    frame = frame_for(survey)

    def dotted(office: str) -> tuple[Drawing, float]:
        drawing, _ = first_page_head(survey.model_copy(update={"office": (Label(vi=office),)}), frame)
        (line,) = (line for line in drawing.lines if line.dotted)
        run = drawing.runs[0]
        assert line.start.y_mm == line.end.y_mm == run.baseline_mm
        assert run.box.right_mm < line.start.x_mm < line.end.x_mm < frame.head_right_mm
        return drawing, line.end.x_mm - line.start.x_mm

    (few, few_mm), (more, more_mm), (_, most_mm) = (
        dotted(f"UBND phường {dots}") for dots in ("....", "………", "_" * 200)
    )

    assert texts(few)[0] == texts(more)[0] == "UBND phường"
    assert few_mm > more_mm
    assert most_mm > few_mm
    assert not [
        line for line in first_page_head(survey.model_copy(update={"office": ()}), frame)[0].lines if line.dotted
    ]


def test_the_last_line_of_the_office_is_the_one_that_asks() -> None:
    """Heavier than those above it, which say whose it is."""
    drawing, _ = first_page_head(find_form("pks-q-a4"), frame_of("A4"))

    whose, asks = drawing.runs[:2]
    measures = frame_of("A4").measures
    assert (whose.style, asks.style) == (measures.plain, measures.strong)
    assert whose.baseline_mm < asks.baseline_mm


def test_examples_show_what_is_told() -> None:
    """A crossed box beside how to mark; a ring and a further box only where it is told how to take a mark back."""
    survey = find_form("pks-q-a4")
    frame = frame_for(survey)

    both, _ = first_page_head(survey, frame)
    one, end_mm = first_page_head(survey.model_copy(update={"correction": None}), frame)

    assert (len(both.outlines), len(one.outlines)) == (4, 1)
    assert end_mm < first_page_head(survey, frame)[1]


@pytest.mark.parametrize("form", ["pks-q-a4", "pks-c"])
def test_a_later_page_has_the_title_alone(form: str) -> None:
    """In Vietnamese, whatever languages the form has, and higher up than the first page's head ends."""
    survey = find_form(form).model_copy(update={"bilingual": True})
    frame = frame_for(survey)

    drawing, end_mm = later_page_head(survey, frame)

    assert " ".join(texts(drawing)) == survey.title.vi
    assert not drawing.lines
    assert end_mm < first_page_head(survey, frame)[1]


def test_instructions_share_a_line_where_room_is_short() -> None:
    """On small paper where both fit with their examples; else one below the other."""
    survey = find_form("pks-q-a4").model_copy(
        update={"instruction": Label(vi="Đánh dấu X."), "correction": Label(vi="Nhầm thì khoanh.")}
    )

    def rows(changed: Survey) -> int:
        drawing, _ = first_page_head(changed, frame_for(changed))
        return len({run.baseline_mm for run in drawing.runs if run.text in ("Đánh dấu X.", "Nhầm thì khoanh.")})

    assert rows(survey) == 2
    assert rows(survey.model_copy(update={"paper": "A5"})) == 1
    assert rows(survey.model_copy(update={"paper": "A5", "bilingual": True})) == 2
