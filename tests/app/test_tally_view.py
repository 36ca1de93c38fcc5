"""A tally on the terminal."""

import io

from rich.console import Console

from app.numbers import share
from app.tally_view import tally_view
from reports.tally import ChoiceMeaning, QuestionMeaning, QuestionTally


def _tally(counts: tuple[int, ...], rated: bool = True) -> QuestionTally:
    choices = tuple(
        ChoiceMeaning(str(5 - i), f"mức {5 - i}", 5 - i if rated else None, rated and i < 2) for i in range(len(counts))
    )
    meaning = QuestionMeaning("pks-q", "C1", "Nơi ngồi chờ", choices)
    return QuestionTally(meaning, sum(counts) + 3, sum(counts), counts, 0, 2, 0, 0, 1)


def _shown(*tallies: QuestionTally) -> str:
    stream = io.StringIO()
    Console(file=stream, width=80).print(tally_view(tallies))
    return stream.getvalue()


def test_a_rated_question_is_a_line() -> None:
    """Its count, what is left out, its rate, and a bar as long as any other."""
    shown = _shown(_tally((6, 3, 1, 0, 0)))

    assert "C1" in shown
    assert share(9, 10) in shown
    assert shown.count("█") + shown.count("▓") + shown.count("▒") == 18


def test_questions_without_a_rate_are_left_out() -> None:
    """Which field a citizen came for is not good or bad; a question that nobody answered has no rate."""
    shown = _shown(_tally((6, 3, 1, 0, 0), rated=False), _tally((0, 0, 0, 0, 0)))

    assert "C1" not in shown
