"""How well is each form of the library read? Printed, filled in, scanned and read: a table for ``docs/forms.md``.

``python -m bench.forms --pages 100`` takes the office grade; ``--grade`` names others. The same seeds give the same
figures. Besides the forms as they come, the counter sheet is tried on its side, in large print and in two languages.
"""

import argparse
import multiprocessing
from dataclasses import dataclass

from rich.console import Console
from rich.progress import Progress

from app.form_trial import PHOTOCOPIED, QuestionTrial, try_form
from bench.statistics import upper_bound
from forms.arrange import arrange
from forms.catalogue import find_form, library_forms
from forms.definition import Survey

console = Console(width=140)


@dataclass(frozen=True, slots=True)
class Tried:
    """A form as it is tried, and what to call it."""

    name: str
    survey: Survey


def main() -> None:
    """Try every form and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100, help="sheets of each form")
    parser.add_argument("--grade", action="append", help=f"clean, office, hard or {PHOTOCOPIED}; office if none")
    parser.add_argument("--seed", type=int, default=3_000_000, help="the first sheet's seed")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + arguments.pages)
    console.print("| form | paper | grade | sheets | answers | silent errors | 95 % bound | to review | not read |")
    console.print("|---|---|---|---:|---:|---:|---:|---:|---:|")
    for grade in arguments.grade or ["office"]:
        for tried in _all_tried():
            with Progress(console=console, transient=True) as bar:
                task = bar.add_task(tried.name)
                trial = try_form(
                    tried.survey,
                    grade,
                    seeds,
                    arguments.workers,
                    lambda done, total, bar=bar, task=task: bar.update(task, completed=done, total=total),  # type: ignore[misc]
                )
            console.print(_row(tried, grade, len(seeds), trial), soft_wrap=True)


def _all_tried() -> tuple[Tried, ...]:
    counter = find_form("pks-q")
    return (
        *(Tried(survey.id, survey) for survey in library_forms()),
        Tried("pks-q landscape", counter.model_copy(update={"orientation": "landscape"})),
        Tried("pks-q-a4 large print", find_form("pks-q-a4").model_copy(update={"large_print": True})),
        Tried("pks-q-a4 bilingual", find_form("pks-q-a4").model_copy(update={"bilingual": True})),
    )


def _row(tried: Tried, grade: str, sheets: int, trial: tuple[QuestionTrial, ...]) -> str:
    answers = sum(q.answers for q in trial)
    wrong, review = sum(q.silent_errors for q in trial), sum(q.review for q in trial)
    pages = len(arrange(tried.survey).layout.pages)
    paper = f"{tried.survey.paper} × {pages}"
    bound = 100 * upper_bound(wrong, answers)
    rates = f"{wrong} | {bound:.2f} % | {100 * review / answers:.1f} % | {sum(q.unread for q in trial)}"
    return f"| {tried.name} | {paper} | {grade} | {sheets} | {answers:,} | {rates} |"


if __name__ == "__main__":
    main()
