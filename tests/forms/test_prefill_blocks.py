"""Facts about places that the office fills in."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import NoRoomOnPage
from forms.frame import Frame, frame_of
from forms.prefill_blocks import prefill_strips
from forms.questions import Label, PrefilledQuestion
from tests.forms.grounds import ground_of

FRAMES = tuple(frame_of(paper, landscape) for paper in ("A4", "A5", "A6") for landscape in (False, True))
names = st.sampled_from(("Mã số", "Quầy", "Lĩnh vực", "Cán bộ", "Người tiếp nhận", "Nghiêng"))
# A code of an officer or the name of a field needs so much of a line.
_LEAST_LINE_MM = 14.0


def places(*labels: str, english: str | None = None) -> tuple[PrefilledQuestion, ...]:
    """Return places to fill in with these names."""
    fills = ("officer", "counter", "field")
    return tuple(
        PrefilledQuestion.model_validate(
            {"kind": "prefilled", "code": f"P{i}", "fills": fills[i], "label": Label(vi=label, en=english)}
        )
        for i, label in enumerate(labels)
    )


@given(st.lists(names, min_size=1, max_size=3), st.sampled_from(FRAMES), st.booleans())
@settings(deadline=None)
def test_names_and_lines_share_a_row_without_touching(labels: list[str], frame: Frame, bilingual: bool) -> None:
    """Each name, then its line, from the wording's edge to the column's; what is printed stands on its own line."""
    ground = ground_of(frame, bilingual)

    for strip in prefill_strips(places(*labels, english="Name"), ground):
        _, *named = strip.drawing.runs
        edges_mm = [ground.text_left_mm]
        for run, line, place in zip(named, strip.drawing.lines, strip.drawing.prefills, strict=True):
            edges_mm += [run.x_mm, run.box.right_mm, line.start.x_mm, place.at.x_mm]
            edges_mm += [place.at.x_mm + place.room_mm, line.end.x_mm]
            assert line.end.x_mm - line.start.x_mm >= _LEAST_LINE_MM
            assert run.baseline_mm == place.at.y_mm < line.start.y_mm < strip.height_mm
        assert all(a <= b + 1e-9 for a, b in pairwise(edges_mm))
        assert edges_mm[-1] == pytest.approx(frame.right_mm)
        assert not strip.has_boxes


@given(st.lists(names, min_size=2, max_size=3), st.sampled_from(FRAMES))
@settings(deadline=None)
def test_a_row_is_begun_only_when_the_one_before_is_full(labels: list[str], frame: Frame) -> None:
    """One place more on it would leave lines too short to write a code on; all come, in their order."""
    ground = ground_of(frame)
    questions = places(*labels)

    strips = prefill_strips(questions, ground)

    assert [place.fills for strip in strips for place in strip.drawing.prefills] == [q.fills for q in questions]
    done = 0
    for strip, following in pairwise(strips):
        taken = len(strip.drawing.prefills)
        done += taken
        named_mm = sum(run.width_mm for run in (*strip.drawing.runs[1:], following.drawing.runs[1]))
        # Between names and lines 2 mm, between places 5 mm.
        room_mm = frame.right_mm - ground.text_left_mm - named_mm - 5.0 * taken - 2.0 * (taken + 1)
        assert room_mm / (taken + 1) < _LEAST_LINE_MM
        assert following.name == questions[done].code


def test_both_languages_stand_in_one_name() -> None:
    """English follows the Vietnamese where the form has two languages."""
    (one,), (two,) = (
        prefill_strips(places("Mã số", english="Code"), ground_of(frame_of("A5"), bilingual))
        for bilingual in (False, True)
    )

    assert [strip.drawing.runs[1].text for strip in (one, two)] == ["Mã số", "Mã số / Code"]


@pytest.mark.parametrize(
    "name", ["Nghiêng" * 12, "Cán bộ tiếp nhận và trả kết quả hồ sơ của Trung tâm Phục vụ hành chính công phường"]
)
def test_a_name_that_leaves_no_room_for_its_line_is_refused(name: str) -> None:
    """By its code: it stands on one line, however many words it has."""
    with pytest.raises(NoRoomOnPage) as refused:
        prefill_strips(places(name), ground_of(frame_of("A6")))

    assert dict(refused.value.evidence)["question"] == "P0"
