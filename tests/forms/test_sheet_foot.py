"""Facts about what stands beside the codes, and at the foot."""

from itertools import pairwise, product

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.definition import Label
from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.printed import caption_runs
from forms.sheet_foot import caption_place, caption_width_mm, captions, page_foot
from omr.layout.code import SheetCode
from omr.layout.paper import PAPER_SIZES_MM
from tests.forms.surveys import labels

EVERY = pytest.mark.parametrize(
    "frame",
    [
        pytest.param(frame_of(paper, landscape, large), id=f"{paper}-{landscape:d}{large:d}")
        for paper, (landscape, large) in product(PAPER_SIZES_MM, product((False, True), repeat=2))
    ],
)
SURVEY = find_form("pks-q")


@EVERY
def test_words_beside_a_code_are_as_high_as_it(frame: Frame) -> None:
    """Four lines, from its top to its foot, that never touch it; on small paper beside the lower code only."""
    placed = captions(frame)

    assert len(placed) == (1 if frame.is_small else 2)
    for caption, code in zip(placed[::-1], frame.codes[::-1], strict=False):
        last_mm = caption.at.y_mm + 3 * caption.leading_mm
        assert code.y_mm < caption.at.y_mm
        assert -1.0 < last_mm - code.bottom_mm < 0.5
        assert caption.at.x_mm < code.x_mm if caption.ends_here else caption.at.x_mm > code.right_mm
        assert caption.leading_mm > caption.strong.size_pt * 25.4 / 72


@pytest.mark.parametrize("paper", PAPER_SIZES_MM)
def test_what_only_the_office_reads_is_never_in_large_print(paper: str) -> None:
    """Which leaves its room to the title."""
    usual, large = frame_of(paper), frame_of(paper, large_print=True)

    assert caption_width_mm(SURVEY, large) == caption_width_mm(SURVEY, usual)
    assert [caption.strong for caption in captions(large)] == [caption.strong for caption in captions(usual)]


@pytest.mark.parametrize("form", ["pks-q-a4", "pks-q", "pks-c"])
@pytest.mark.parametrize("serial", ["W" * 10, "1" * 10, None])
def test_the_room_beside_a_code_holds_its_words_whatever_the_serial(form: str, serial: str | None) -> None:
    """Of a numbered sheet and of a master to photocopy: nothing else is to be printed there."""
    plan = arrange(find_form(form))
    for page in plan.pages:
        for caption in page.captions:
            place = caption_place(plan, caption)
            for run in caption_runs(plan, caption, SheetCode("W" * 10, serial, page.layout.number)):
                assert place.x_mm - 1e-6 <= run.x_mm
                assert run.x_mm + run.width_mm <= place.right_mm + 1e-6
                assert place.y_mm <= run.baseline_mm - 0.74 * run.style.size_pt * 25.4 / 72
                assert run.baseline_mm + 0.27 * run.style.size_pt * 25.4 / 72 <= place.bottom_mm


@given(st.lists(labels, max_size=3), st.sampled_from(("A4", "A5", "A6")), st.booleans(), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=60)
def test_thanks_end_at_the_edge_and_keep_off_the_words_of_the_code(
    thanks: list[Label], paper: str, landscape: bool, large: bool, bilingual: bool
) -> None:
    """Beside the lower code, above what printers leave white, every word of each label, line below line."""
    frame = frame_of(paper, landscape, large)
    survey = SURVEY.model_copy(update={"thanks": tuple(thanks), "bilingual": bilingual})
    try:
        runs = page_foot(survey, frame).runs
    except NoRoomOnPage:
        reject()

    beside_mm = frame.foot_left_mm + caption_width_mm(survey, frame)
    for run in runs:
        assert run.box.right_mm == pytest.approx(frame.foot_right_mm)
        assert run.x_mm > beside_mm
        assert run.baseline_mm >= frame.foot_mm - 1e-4
        assert run.box.bottom_mm <= frame.page_size.height_mm - 8.0
    assert all(b.baseline_mm - a.baseline_mm > a.style.size_pt * 25.4 / 72 - 1e-6 for a, b in pairwise(runs))
    said = [text for label in thanks for text in (label.vi, label.en if bilingual else None) if text is not None]
    assert " ".join(run.text for run in runs) == " ".join(said)


@pytest.mark.parametrize(
    ("thanks", "direction"), [(("Nghiêng" * 20,), "wide"), (("Xin cảm ơn Ông/Bà đã góp ý. " * 8,) * 2, "high")]
)
def test_more_thanks_than_stand_beside_the_code_are_refused(thanks: tuple[str, ...], direction: str) -> None:
    """Named as in the form's file, with the direction in which they are too much."""
    survey = SURVEY.model_copy(update={"thanks": tuple(Label(vi=text.strip()) for text in thanks)})

    with pytest.raises(NoRoomOnPage) as refused:
        page_foot(survey, frame_of("A5"))

    said = dict(refused.value.evidence)
    assert (said["question"], said["direction_en"]) == ("thanks", direction)
    assert float(said["over_mm"]) > 0


@pytest.mark.parametrize("thanks", [(), SURVEY.thanks])
def test_a_name_of_the_form_that_would_reach_the_corner_mark_is_refused(thanks: tuple[Label, ...]) -> None:
    """It stands beside the lower code, and on small paper it may not be as long as a form's name may be."""
    survey = find_form("pks-c").model_copy(update={"id": "w" * 40, "thanks": thanks})

    with pytest.raises(NoRoomOnPage) as refused:
        arrange(survey)

    assert dict(refused.value.evidence)["question"] == "id"
