"""Facts about tallies; the figures are those of worked examples."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.engine import Engine, open_database
from db.review import decide, queue
from db.tallies import AnswerCount, count_answers
from omr.layout.code import new_serial
from omr.reading import Answer
from reports.tally import (
    TALLY_COLUMNS,
    ChoiceMeaning,
    QuestionMeaning,
    QuestionTally,
    TallyDoesNotAddUp,
    checked,
    tally,
    tally_rows,
)
from tests.db.values import NOW, SCALE, accepted, printed, reading, scanned, unsure

C8 = QuestionMeaning(
    "pks-q",
    "C8",
    "Đánh giá chung",
    (
        *(ChoiceMeaning(str(s), str(s), float(s), positive=s >= 4) for s in (5, 4, 3, 2, 1)),
        ChoiceMeaning("0", "KYK", 9.0, no_opinion=True),
    ),
)
MD = QuestionMeaning("pks-q", "MD", "Nên cải thiện", tuple(ChoiceMeaning(c, c) for c in "abc"), multiple=True)


def _counts(question: str, *parts: tuple[str, str, int]) -> list[AnswerCount]:
    return [AnswerCount("pks-q", question, tuple(chosen), standing, sheets) for chosen, standing, sheets in parts]


def _one(meaning: QuestionMeaning, *parts: tuple[str, str, int]) -> QuestionTally:
    [result] = tally(_counts(meaning.question, *parts), [meaning])
    return result


def test_the_index_of_a_quarter() -> None:
    """268 and 112 satisfied of 394 valid answers are 96.45 %, and the mean is 4.63; blank and several stand apart."""
    result = _one(
        C8,
        ("5", "final", 268),
        ("4", "final", 112),
        ("3", "final", 10),
        ("2", "final", 3),
        ("1", "final", 1),
        ("", "final", 4),
        ("54", "final", 2),
    )

    assert (result.sheets, result.valid, result.blank, result.several) == (400, 394, 4, 2)
    assert result.counts == (268, 112, 10, 3, 1, 0)
    assert result.satisfaction_rate == pytest.approx(380 / 394)
    assert round(100 * (result.satisfaction_rate or 0), 2) == 96.45
    assert round(result.mean_score or 0, 2) == 4.63


def test_what_waits_or_is_spoiled_counts_nowhere() -> None:
    """Neither is in the denominator of anything; both are shown."""
    result = _one(C8, ("5", "final", 3), ("", "waiting", 5), ("", "spoiled", 2))

    assert (result.sheets, result.valid, result.waiting, result.spoiled, result.blank) == (10, 3, 5, 2, 0)
    assert result.satisfaction_rate == 1.0


def test_no_opinion_is_outside_every_rate() -> None:
    """It is counted, but neither satisfied nor not, and has no score."""
    result = _one(C8, ("5", "final", 1), ("1", "final", 1), ("0", "final", 8))

    assert (result.valid, result.no_opinion) == (2, 8)
    assert result.satisfaction_rate == 0.5
    assert result.mean_score == 3.0


def test_without_valid_answers_there_is_no_rate() -> None:
    """No figure is better than a zero that nobody gave."""
    result = _one(C8, ("", "final", 4))

    assert (result.satisfaction_rate, result.mean_score) == (None, None)


def test_several_choices_count_each() -> None:
    """Where several may be chosen, shares are of those who answered."""
    result = _one(MD, ("ab", "final", 3), ("a", "final", 1), ("", "final", 2))
    shares = {row[3]: row[11] for row in tally_rows([result])}

    assert (result.valid, result.counts, result.several) == (4, (4, 3, 0), 0)
    assert shares == {"a": 1.0, "b": 0.75, "c": 0.0}


def test_an_unknown_choice_is_not_lost() -> None:
    """An answer that the form has not would vanish from the table, so there is no table."""
    with pytest.raises(TallyDoesNotAddUp, match="C8"):
        _one(C8, ("5", "final", 3), ("7", "final", 1))


@pytest.mark.parametrize(
    "counts",
    [
        [AnswerCount("pks-q", "C8", ("5",), "final", 3), AnswerCount("pks-q", "C8", ("5",), "lost", 1)],
        [AnswerCount("pks-q", "C8", ("6",), "final", 1)],
        [AnswerCount("pks-q", "C8", ("5", "5"), "final", 2), AnswerCount("pks-q", "C8", (), "other", 2)],
    ],
)
def test_counts_that_contradict_one_another_make_no_table(counts: list[AnswerCount]) -> None:
    """A sheet that stands nowhere, or a choice of no form: the sentence names the question and both figures."""
    with pytest.raises(TallyDoesNotAddUp) as caught:
        tally(counts, [C8])

    evidence = dict(caught.value.evidence)
    assert (evidence["form"], evidence["question"]) == ("pks-q", "C8")
    assert evidence["sheets"] == str(sum(count.sheets for count in counts))
    assert evidence["sum"] != evidence["sheets"]


def test_tallies_come_in_the_order_of_the_form() -> None:
    """Whatever order they were counted in; a question that was not scanned is left out, and forms stay apart."""
    other = replace(C8, form="pks-a")
    counts = [
        AnswerCount("pks-q", "MD", ("a",), "final", 1),
        AnswerCount("pks-a", "C8", ("4",), "final", 2),
        AnswerCount("pks-q", "C8", ("5",), "final", 1),
    ]

    result = tally(counts, [C8, replace(C8, question="C7"), MD, other])

    assert [(t.meaning.form, t.meaning.question, t.sheets) for t in result] == [
        ("pks-q", "C8", 1),
        ("pks-q", "MD", 1),
        ("pks-a", "C8", 2),
    ]


def test_a_question_without_scores_has_neither_mean_nor_rate() -> None:
    """A field of work is no grade."""
    result = _one(MD, ("a", "final", 3))

    assert (result.satisfaction_rate, result.mean_score) == (None, None)


def test_the_rows_are_the_published_ones() -> None:
    """One for each choice, in printed order, with names that other tools rely on."""
    rows = [
        dict(zip(TALLY_COLUMNS, row, strict=True))
        for row in tally_rows([_one(C8, ("5", "final", 1), ("3", "final", 3))])
    ]

    assert ",".join(TALLY_COLUMNS) == (
        "form,question,group,choice,count,valid,blank,no_opinion,several,spoiled,waiting,share,satisfaction_rate,mean_score"
    )
    assert [(row["choice"], row["count"], row["share"]) for row in rows[:3]] == [
        ("5", 1, 0.25),
        ("4", 0, 0.0),
        ("3", 3, 0.75),
    ]


_parts = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["5", "4", "3", "2", "1", "0", "", "54", "32"]), st.just("final"), st.integers(1, 500)
        ),
        st.tuples(st.just(""), st.sampled_from(["waiting", "spoiled"]), st.integers(1, 500)),
    ),
    min_size=1,
    max_size=12,
)


@given(_parts)
def test_every_sheet_is_somewhere_once(parts: list[tuple[str, str, int]]) -> None:
    """Valid, no opinion, blank, several, spoiled and waiting are all sheets, whatever was answered."""
    result = _one(C8, *parts)
    shares = [row[11] for row in tally_rows([result]) if isinstance(row[11], float)]

    assert result.sheets == sum(sheets for *_, sheets in parts)
    assert sum(result.counts) == result.valid + result.no_opinion
    assert not shares or sum(shares) == pytest.approx(1)


_read = st.one_of(
    st.sampled_from([*SCALE, ""]).map(lambda choice: accepted("C1", *choice)),
    st.lists(st.sampled_from(SCALE), min_size=2, max_size=3, unique=True).map(lambda codes: accepted("C1", *codes)),
    st.sampled_from(SCALE).map(lambda choice: unsure("C1", choice)),
)
_decisions = st.lists(st.sampled_from([*SCALE, "blank", "spoiled"]), max_size=8)


@given(st.lists(_read, min_size=1, max_size=10), _decisions, _decisions)
@settings(max_examples=25, deadline=None)
def test_from_the_scanner_to_the_table_no_sheet_is_lost(
    migrated: Path, answers: list[Answer], decisions: list[str], second_thoughts: list[str]
) -> None:
    """Whatever was read and decided, once or twice, the parts of the tally are the sheets that were scanned."""
    with _database(migrated) as engine:
        # Each its own serial: masters without one that look alike are put before a person as copies of one paper.
        serials = [new_serial(Random(number).choice) for number in range(len(answers))]
        printed(engine, *serials)
        scanned(engine, *(reading(serial, answer) for serial, answer in zip(serials, answers, strict=True)))
        items = queue(engine)
        for words in (decisions, second_thoughts):
            for item, word in zip(items, words, strict=False):
                decide(engine, item.id, word, "Người kiểm tra", "", NOW)

        [t] = tally(count_answers(engine), [replace(C8, question="C1")])

    decided = min(len(items), max(len(decisions), len(second_thoughts)))
    assert sum(t.counts) + t.blank + t.several + t.spoiled + t.waiting == t.sheets == len(answers)
    assert t.waiting == len(items) - decided
    assert t.several == sum(len(answer.chosen) > 1 for answer in answers)


@contextmanager
def _database(migrated: Path) -> Iterator[Engine]:
    """Open an empty database for one example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "omr.sqlite3"
        shutil.copy(migrated, path)
        engine = open_database(f"sqlite:///{path.as_posix()}")
        try:
            yield engine
        finally:
            engine.dispose()


def test_a_choice_that_the_question_never_had_is_refused() -> None:
    """An answer that no column would show is never passed over, in either kind of question."""
    for multiple in (False, True):
        meaning = QuestionMeaning("f", "Q", "Q", (ChoiceMeaning("a", "a"), ChoiceMeaning("b", "b")), multiple)
        with pytest.raises(TallyDoesNotAddUp):
            tally([AnswerCount("f", "Q", ("a",), "final", 3), AnswerCount("f", "Q", ("z",), "final", 1)], [meaning])


def test_a_published_table_that_does_not_add_up_is_refused() -> None:
    """Huế, first quarter of 2019: 4,215 sheets returned, and the rows of one question come to 4,350."""
    choices = tuple(ChoiceMeaning(code, code) for code in ("rhl", "hl", "khl"))
    table = QuestionTally(
        QuestionMeaning("hue", "NĐT", "Nơi đón tiếp", choices),
        sheets=4215,
        valid=4350,
        counts=(2310, 1968, 72),
        no_opinion=0,
        blank=0,
        several=0,
        spoiled=0,
        waiting=0,
    )

    with pytest.raises(TallyDoesNotAddUp) as refused:
        checked(table)
    assert dict(refused.value.evidence)["sum"] == "4350"
