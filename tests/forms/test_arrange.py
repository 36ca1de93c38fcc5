"""Facts about laying forms out."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from math import hypot

import pytest
from hypothesis import HealthCheck, given, reject, settings

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.definition import Choice, CommentQuestion, Label, RatingQuestion, Scale, Section, Survey
from forms.errors import NoRoomOnPage, UnprintableText
from forms.measures import STANDARD
from forms.plan import PrintPage, PrintPlan, TextRun
from forms.printed import caption_runs as runs_beside
from forms.scales import built_in_scale
from omr.geometry import BoxMm
from omr.layout.code import SheetCode
from omr.layout.fiducials import CODE_QUIET_MM, TAG_QUIET_MM, marks_scale
from omr.layout.serial import layout_from_json, layout_id, layout_to_json
from omr.layout.sheet import BoxShape
from omr.words import Language
from tests.forms.surveys import surveys

# The line of a box, half of which is outside the box's own measure, and less than a printer can show.
_HALF_LINE_MM = 0.09
_TINY_MM = 1e-6


def distance_mm(a: BoxMm, b: BoxMm) -> float:
    """Return how far two upright rectangles are apart; 0 where they touch or overlap."""
    across = max(a.x_mm - b.right_mm, b.x_mm - a.right_mm, 0.0)
    down = max(a.y_mm - b.bottom_mm, b.y_mm - a.bottom_mm, 0.0)
    return hypot(across, down)


def printed(page: PrintPage) -> Iterator[tuple[str, BoxMm]]:
    """Yield everything printed on a page but the mark boxes, with the room it takes."""
    for run in page.drawing.runs:
        yield run.text, run.box
    for line in page.drawing.lines:
        a, b = line.start, line.end
        box = BoxMm(min(a.x_mm, b.x_mm), min(a.y_mm, b.y_mm), abs(a.x_mm - b.x_mm), abs(a.y_mm - b.y_mm))
        yield "line", box.grown(line.thickness_pt * 25.4 / 72 / 2)
    for outline in page.drawing.outlines:
        yield "outline", outline.box.grown(outline.thickness_pt * 25.4 / 72 / 2)


def letters(run: TextRun) -> BoxMm:
    """Return the room of a line without the rare letters that reach into the lines above and below."""
    em_mm = run.style.size_pt * 25.4 / 72
    return BoxMm(run.x_mm, run.baseline_mm - 0.74 * em_mm, run.width_mm, 0.9 * em_mm)


def caption_runs(plan: PrintPlan, page: PrintPage) -> Iterator[TextRun]:
    """Yield the words beside the codes of a page, for a serial of the widest letters."""
    code = SheetCode("W" * 10, "W" * 10, page.layout.number)
    for caption in page.captions:
        yield from runs_beside(plan, caption, code)


def assert_can_be_seen(plan: PrintPlan) -> None:
    """Check that no words are printed over others."""
    for page in plan.pages:
        runs = (*page.drawing.runs, *caption_runs(plan, page))
        for a, b in combinations(runs, 2):
            assert not letters(a).overlaps(letters(b)), (a.text, b.text)


def assert_can_be_read(plan: PrintPlan) -> None:
    """Check every rule that reading depends on."""
    size = plan.layout.page_size
    scale = marks_scale(size)
    for page in plan.pages:
        sheet = BoxMm(0, 0, size.width_mm, size.height_mm).grown(-8.0)
        machine_marks = [mark.box for mark in page.layout.fiducials] + list(page.layout.codes)
        quiet = [mark.box.grown(TAG_QUIET_MM * scale) for mark in page.layout.fiducials]
        quiet += [code.grown(CODE_QUIET_MM * scale) for code in page.layout.codes]
        boxes = [mark.box for _, mark in page.layout.boxes()]
        for box in boxes:
            assert sheet.contains(box)
            assert all(distance_mm(box, mark) >= 6.0 - _HALF_LINE_MM for mark in machine_marks)
        for a, b in combinations(boxes, 2):
            assert distance_mm(a, b) >= 1.6 + 2 * _HALF_LINE_MM - _TINY_MM
            apart = max(abs(a.centre.x_mm - b.centre.x_mm), abs(a.centre.y_mm - b.centre.y_mm))
            assert apart >= 7.5 - _TINY_MM
        for what, room in printed(page):
            assert sheet.contains(room), (what, room, size, page.layout.number)
            assert not any(zone.overlaps(room) for zone in quiet), what
            for box in boxes:
                assert distance_mm(box.grown(_HALF_LINE_MM), room) >= 1.6 - _TINY_MM, (what, box, room, size)
        for outline in page.drawing.outlines:
            # Twice as far as a box is searched for.
            assert all(distance_mm(outline.box, box) >= 5.0 for box in boxes)


@given(surveys())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_any_form_can_be_read_once_printed(survey: Survey) -> None:
    """Whatever is asked, boxes stand clear of each other, of words, lines, tags and codes; or it is refused."""
    try:
        plan = arrange(survey)
    except NoRoomOnPage:
        reject()

    assert_can_be_read(plan)
    assert_can_be_seen(plan)
    asked = [answerable.code for answerable in survey.answerables()]
    assert [field.question for page in plan.layout.pages for field in page.fields] == asked
    assert layout_to_json(layout_from_json(layout_to_json(plan.layout))) == layout_to_json(plan.layout)


def test_the_counter_sheet_is_one_page() -> None:
    """The large counter sheet is one A4 page on which every rule holds and answers of a row are 17 mm apart."""
    plan = arrange(find_form("pks-q-a4"))

    assert_can_be_read(plan)
    assert_can_be_seen(plan)
    (page,) = plan.layout.pages
    assert [field.question for field in page.fields] == [
        "LV", "CB1", "CB2", "DT", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8",
    ]  # fmt: skip
    assert [area.id for area in page.text_areas] == ["YK"]
    middles = [mark.box.centre.x_mm for mark in page.fields[-1].boxes]
    assert [round(b - a, 6) for a, b in pairwise(middles)] == [17.0] * 4


def test_sheets_printed_before_are_laid_out_as_they_were() -> None:
    """The first counter sheet, of A4, has its boxes where they were when it was first printed, to the micrometre."""
    layout = arrange(find_form("pks-q-a4").model_copy(update={"id": "pks-q"})).layout
    # Where words stand was not told then.
    untold = replace(layout, pages=tuple(replace(page, printed=()) for page in layout.pages))

    assert layout_id(untold) == "880JQ9GRNJ"


@pytest.mark.parametrize(
    ("form", "paper", "pages"), [("pks-q", "A5", 1), ("pks-s", "A4", 2), ("pks-c", "A6", 1), ("pks-n", "A6", 1)]
)
def test_a_form_of_the_library_keeps_to_its_paper(form: str, paper: str, pages: int) -> None:
    """Each has the pages it is meant to have, and every rule of reading holds on them."""
    survey = find_form(form)

    plan = arrange(survey)

    assert survey.paper == paper
    assert len(plan.pages) == pages
    assert_can_be_read(plan)
    assert_can_be_seen(plan)


@pytest.mark.parametrize("paper", ["A4", "A5", "A6"])
def test_a_form_may_lie_on_its_side(paper: str) -> None:
    """A page in landscape is as wide as it would be high."""
    upright = _of_ratings(4).model_copy(update={"paper": paper, "purpose": None, "thanks": ()})
    upright = upright.model_copy(
        update={"scales": (built_in_scale("S3b"),), "sections": (_on_scale(upright.sections[0], "S3b"),)}
    )

    size = arrange(upright).layout.page_size
    plan = arrange(upright.model_copy(update={"orientation": "landscape"}))

    assert (plan.layout.page_size.width_mm, plan.layout.page_size.height_mm) == (size.height_mm, size.width_mm)
    assert_can_be_read(plan)


def test_large_print_is_larger() -> None:
    """Words and boxes grow by a quarter or more."""
    survey = _of_ratings(4)

    usual, large = (arrange(survey.model_copy(update={"large_print": wanted})) for wanted in (False, True))

    assert _box_mm(large) >= 1.2 * _box_mm(usual)
    assert _words_pt(large, "Câu 1") >= 1.25 * _words_pt(usual, "Câu 1")
    assert_can_be_read(large)


def test_close_rows_have_no_lines_around_their_boxes() -> None:
    """What is looked at around a box to find a ring, 2.6 mm, holds no printed line however close the rows are."""
    for form in ("pks-q", "pks-s", "pks-c"):
        for page in arrange(find_form(form)).pages:
            for _, mark in page.layout.boxes():
                around = mark.box.grown(2.6)
                assert not any(around.overlaps(room) for what, room in printed(page) if what == "line")


def test_grids_with_the_same_words_say_them_once_a_page() -> None:
    """On a form that is set closely a second section on the same scale has its title only."""
    first, _ = arrange(find_form("pks-s")).pages

    words = [run.text for run in first.drawing.runs]

    assert words.count("Bình") == 1
    assert "II. Thủ tục hành chính" in words


def test_english_is_printed_where_two_languages_are_asked_for() -> None:
    """Questions, choices and the words of the scale have their English below; without the wish nothing has."""
    survey = find_form("pks-q-a4")

    one, two = (
        " ".join(run.text for page in arrange(form).pages for run in page.drawing.runs)
        for form in (survey, survey.model_copy(update={"bilingual": True}))
    )

    for english in ("Waiting area and equipment", "Household business", "Opinion sheet on service at the counter"):
        assert english in two
        assert english not in one


def test_who_may_skip_is_told_so() -> None:
    """A choice that makes later questions needless names them."""
    words = " ".join(run.text for page in arrange(find_form("pks-s")).pages for run in page.drawing.runs)

    assert "Chưa từng góp ý (bỏ qua PA2, PA3)" in words


def test_a_layout_is_known_by_its_geometry() -> None:
    """The identity of a layout depends on places and codes, not on when or in which words the form was laid out."""
    survey = find_form("pks-q")

    again = arrange(survey.model_copy(update={"thanks": ()}))

    assert layout_id(again.layout) == layout_id(arrange(survey).layout)
    assert layout_id(arrange(_of_ratings(3)).layout) != layout_id(arrange(_of_ratings(4)).layout)


@pytest.mark.parametrize("shape", list(BoxShape))
def test_boxes_have_the_size_of_their_shape(shape: BoxShape) -> None:
    """Every box of a form has the form's shape and that shape's size."""
    plan = arrange(_of_ratings(3).model_copy(update={"shape": shape}))

    marks = [mark for _, mark in plan.layout.pages[0].boxes()]

    assert {mark.shape for mark in marks} == {shape}
    assert all(abs(mark.box.width_mm - STANDARD.mark_size(shape).width_mm) < _TINY_MM for mark in marks)


def test_a_long_grid_runs_on_with_its_words() -> None:
    """Rows that do not fit go to the next page, under the words of the scale again."""
    plan = arrange(_of_ratings(60))

    heads = [[run.text for run in page.drawing.runs].count("Hài lòng") for page in plan.pages]

    assert len(plan.pages) > 1
    assert heads == [1] * len(plan.pages)
    assert_can_be_read(plan)


def test_a_question_higher_than_the_page_is_named() -> None:
    """A question that no page can hold is refused by its code and by how many millimetres."""
    comment = CommentQuestion(kind="comment", code="YK", label=Label(vi="Góp ý"), lines=24)
    survey = _survey(Section(questions=(comment,))).model_copy(update={"paper": "A5"})

    with pytest.raises(NoRoomOnPage) as caught:
        arrange(survey)

    assert dict(caught.value.evidence)["question"] == "YK"
    assert float(dict(caught.value.evidence)["over_mm"]) > 0


def test_a_scale_wider_than_the_page_is_named() -> None:
    """A scale with more levels than the page is wide is refused by the code of its first question."""
    levels = tuple(Choice(code=str(i), label=Label(vi=str(i))) for i in range(20))
    rating = RatingQuestion(kind="rating", code="C1", label=Label(vi="Câu"), scale="S20")
    survey = _survey(Section(questions=(rating,)), Scale(name="S20", choices=levels))

    with pytest.raises(NoRoomOnPage) as caught:
        arrange(survey)

    assert dict(caught.value.evidence)["question"] == "C1"


def test_a_letter_that_the_typeface_lacks_is_refused() -> None:
    """A character that cannot be printed is named, instead of printed as an empty frame."""
    survey = find_form("pks-q").model_copy(update={"title": Label(vi="Phiếu 票")})

    with pytest.raises(UnprintableText) as caught:
        arrange(survey)

    assert "U+7968" in caught.value.sentence(Language.EN)


def _of_ratings(count: int) -> Survey:
    return _survey(
        Section(
            title=Label(vi="Mức độ hài lòng"),
            questions=tuple(
                RatingQuestion(kind="rating", code=f"C{i}", label=Label(vi=f"Câu {i}"), scale="S5")
                for i in range(count)
            ),
        )
    )


def _on_scale(section: Section, scale: str) -> Section:
    asked = tuple(question.model_copy(update={"scale": scale}) for question in section.questions)
    return section.model_copy(update={"questions": asked})


def _box_mm(plan: PrintPlan) -> float:
    return next(mark.box.width_mm for _, mark in plan.layout.pages[0].boxes())


def _words_pt(plan: PrintPlan, words: str) -> float:
    return next(run.style.size_pt for page in plan.pages for run in page.drawing.runs if run.text == words)


def _survey(section: Section, *scales: Scale) -> Survey:
    sheet = find_form("pks-q-a4")
    return sheet.model_copy(update={"sections": (section,), "scales": (*sheet.scales, *scales)})
