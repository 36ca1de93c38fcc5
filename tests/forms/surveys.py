"""Surveys of any shape, for tests that must hold for all of them."""

from hypothesis import strategies as st

from forms.definition import (
    Choice,
    CommentQuestion,
    DigitsQuestion,
    Label,
    MultipleQuestion,
    Question,
    RatingQuestion,
    Section,
    SingleQuestion,
    Survey,
)
from forms.scales import BUILT_IN_SCALES
from omr.layout.sheet import BoxShape

_WORDS = ("Ông/Bà", "hài", "lòng", "NGHIÊNG", "Ậ", "thủ", "tục", "giấy", "qg,", "Đường", "1", "phục", "vụ")
phrases = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=22).map(" ".join)
labels = st.builds(Label, vi=phrases, en=st.none() | phrases)


@st.composite
def choice_lists(draw: st.DrawFn) -> tuple[Choice, ...]:
    """Draw a list of choices."""
    wording = draw(st.lists(labels, min_size=1, max_size=14))
    return tuple(Choice(code=str(i), label=label) for i, label in enumerate(wording))


@st.composite
def questions(draw: st.DrawFn, code: str) -> Question:
    """Draw a question of any kind."""
    label = draw(labels)
    hint = draw(st.none() | labels)
    match draw(st.sampled_from(("single", "multiple", "rating", "rating", "digits", "comment"))):
        case "single":
            return SingleQuestion(kind="single", code=code, label=label, hint=hint, choices=draw(choice_lists()))
        case "multiple":
            return MultipleQuestion(kind="multiple", code=code, label=label, hint=hint, choices=draw(choice_lists()))
        case "rating":
            scale = draw(st.sampled_from(BUILT_IN_SCALES))
            return RatingQuestion(kind="rating", code=code, label=label, scale=scale.name)
        case "digits":
            return DigitsQuestion(kind="digits", code=code, label=label, hint=hint, digits=draw(st.integers(1, 6)))
    return CommentQuestion(kind="comment", code=code, label=label, hint=hint, lines=draw(st.integers(1, 8)))


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """Draw a form of up to four sections."""
    sections = []
    for i in range(draw(st.integers(1, 4))):
        count = draw(st.integers(1, 6))
        asked = tuple(draw(questions(f"Q{i}_{j}x")) for j in range(count))
        sections.append(Section(title=draw(st.none() | labels), questions=asked))
    return Survey(
        id="bat-ky",
        version="1",
        paper=draw(st.sampled_from(("A4", "A4", "A5", "A5", "A6"))),
        orientation=draw(st.sampled_from(("portrait", "landscape"))),
        large_print=draw(st.sampled_from((False, False, True))),
        bilingual=draw(st.booleans()),
        shape=draw(st.sampled_from(BoxShape)),
        office=tuple(draw(st.lists(labels, max_size=3))),
        title=draw(labels),
        purpose=draw(st.none() | labels),
        instruction=draw(labels),
        correction=draw(st.none() | labels),
        scales=BUILT_IN_SCALES,
        sections=tuple(sections),
        thanks=tuple(draw(st.lists(labels, max_size=3))),
    )
