"""Facts about files of answers without paper."""

from omr.words import Text
from reports.responses import ColumnMap, understand
from reports.tally import ChoiceMeaning, QuestionMeaning

C1 = QuestionMeaning("f", "C1", "Một", tuple(ChoiceMeaning(c, c) for c in "54321"))
MD = QuestionMeaning("f", "MD", "Nhiều", tuple(ChoiceMeaning(c, c) for c in "abc"), multiple=True)


def test_a_row_is_a_response() -> None:
    """Choices by their codes, several parted by semicolons, empty for blank; what is about the response beside them."""
    row = {"source_id": "x", "received_on": "2026-09-14", "field": "3", "officer": "07", "C1": "5", "MD": "c; a"}
    found = understand([row], [C1, MD], frozenset())

    (response,) = found.responses
    assert response.answers == (("C1", ("5",)), ("MD", ("a", "c")))
    assert (response.source_key, str(response.received_on), response.field, response.officer) == (
        "x",
        "2026-09-14",
        "3",
        "07",
    )
    assert (found.problems, found.duplicates, found.strange_columns, found.missing_columns) == ((), (), (), ())


def test_what_is_wrong_is_named_by_row() -> None:
    """A choice that is none, a day that is none, an empty row; the rest is taken."""
    rows = [{"C1": "9"}, {"C1": "5", "received_on": "2026-09-14xyz"}, {"C1": ""}, {"C1": "5"}]
    found = understand(rows, [C1], frozenset())

    assert [problem.row for problem in found.problems] == [2, 3, 4]
    assert len(found.responses) == 1


def test_blank_and_several_are_answers_too() -> None:
    """Nothing chosen is blank, two choices where one is asked are several: the tally counts both apart."""
    found = understand([{"source_id": "a", "C1": ""}, {"source_id": "b", "C1": "5;4"}], [C1], frozenset())

    assert [response.answers for response in found.responses] == [(("C1", ()),), (("C1", ("5", "4")),)]


def test_nobody_counts_twice() -> None:
    """A response that is stored, or stands in the file before, is set aside and told apart from mistakes."""
    rows = [{"source_id": "a", "C1": "5"}, {"source_id": "b", "C1": "4"}, {"source_id": "b", "C1": "3"}]
    found = understand(rows, [C1], frozenset({"a"}))

    assert [response.source_key for response in found.responses] == ["b"]
    assert [problem.row for problem in found.duplicates] == [2, 4]


def test_other_names_are_translated() -> None:
    """Columns and choices may be called as the other system calls them."""
    names = ColumnMap((("Câu 1", "C1"),), (("C1", "Tốt", "5"),))
    found = understand([{"Câu 1": "Tốt", "IP": "x"}], [C1, MD], frozenset(), names)

    assert found.responses[0].answers == (("C1", ("5",)),)
    assert (found.strange_columns, found.missing_columns) == (("IP",), ("MD",))


def test_more_choices_than_a_question_takes_are_refused() -> None:
    """By row, as on paper: three of at most two are nobody's answer."""
    rows = [{"MD": "a;b"}, {"MD": "a;b;c"}]
    found = understand(rows, [MD], frozenset(), most={"MD": 2})

    assert [response.answers for response in found.responses] == [(("MD", ("a", "b")),)]
    assert [(p.row, dict(p.evidence)["most"]) for p in found.problems] == [(3, "2")]


def test_lines_without_anything_are_counted_and_rows_refused_beforehand_are_named() -> None:
    """In the order of the file, among what is found here; their columns are known, and their answers not looked at."""
    words = Text("thừa ô “{value}”", "a cell too many: “{value}”")
    rows = [{"C1": "9"}, {}, {"C1": "5", "IP": "x"}, {}, {"C1": "8"}, {"C1": "5"}]

    found = understand(rows, [C1], frozenset(), refused={4: (words, (("value", "x"),))})

    assert [(problem.row, problem.what is words) for problem in found.problems] == [(2, False), (4, True), (6, False)]
    assert found.problems[1].evidence == (("value", "x"),)
    assert (len(found.responses), found.strange_columns) == (1, ("IP",))
