"""What did somebody answer on a web page? What the form allows, and blank for everything else."""

from collections.abc import Iterator, Mapping

from forms.definition import MultipleQuestion, Survey

Given = Mapping[str, tuple[str, ...]]


def answered(survey: Survey, given: Given) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every question with its choices in the form's order, none for blank.

    What the form does not have is left out. Two choices where one is asked, and more than a question takes, are blank:
    a page cannot send them, so nobody meant them.
    """
    return tuple(_answers(survey, given))


def _answers(survey: Survey, given: Given) -> Iterator[tuple[str, tuple[str, ...]]]:
    for asked in survey.answerables():
        said = set(given.get(asked.code, ()))
        chosen = tuple(choice.code for choice in asked.choices if choice.code in said)
        question = asked.question
        most = question.max_choices or len(asked.choices) if isinstance(question, MultipleQuestion) else 1
        yield asked.code, chosen if len(chosen) <= most else ()
