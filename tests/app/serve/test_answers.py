"""Facts about what counts as an answer on a web page."""

from hypothesis import given
from hypothesis import strategies as st

from app.serve.answers import answered
from tests.db.opinions import SURVEY


def test_blank_stays_blank_and_order_is_the_forms() -> None:
    """What was not touched is blank; several choices stand as the form has them."""
    said = dict(answered(SURVEY, {"C1": ("4",), "MD": ("cs", "tt")}))

    assert said == {"LV": (), "C1": ("4",), "MD": ("tt", "cs")}
    assert dict(answered(SURVEY, {"C1": ("",)}))["C1"] == ()


_GIVEN = st.dictionaries(st.sampled_from(["LV", "C1", "MD", "X"]), st.lists(st.text(max_size=3), max_size=4).map(tuple))


@given(_GIVEN)
def test_whatever_is_sent_only_what_the_form_has_is_kept(sent: dict[str, tuple[str, ...]]) -> None:
    """Every question once, choices of its own, and one where one is asked."""
    said = answered(SURVEY, sent)

    assert [question for question, _ in said] == ["LV", "C1", "MD"]
    for asked, (_, chosen) in zip(SURVEY.answerables(), said, strict=True):
        assert set(chosen) <= {choice.code for choice in asked.choices}
    assert all(len(chosen) <= 1 for question, chosen in said if question != "MD")
