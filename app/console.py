"""How does the program speak on the terminal? Results to standard output, the rest to standard error.

Colour and progress bars appear on a terminal alone; a pipe gets plain text.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text as RichText

from app.language import language, say
from omr.errors import OmrError
from omr.words import Text

out = Console(highlight=False, soft_wrap=False)
notes = Console(stderr=True, highlight=False, soft_wrap=True)


class Advance(Protocol):
    """Tells a progress bar how far the work is."""

    def __call__(self, done: int, total: int) -> None:
        """Set the bar to `done` of `total`."""


class _Rate(ProgressColumn):
    """Pages a second, with the decimal sign of the language."""

    def __init__(self, unit: Text) -> None:
        super().__init__()
        self.unit = unit

    def render(self, task: Task) -> RichText:
        """Return the speed so far."""
        speed = task.finished_speed or task.speed
        return RichText("" if speed is None else f"{speed:.1f} {say(self.unit)}", style="dim")


@contextmanager
def progress_bar(label: Text, unit: Text, **evidence: object) -> Iterator[Advance]:
    """Show a bar on the terminal while the work lasts; say nothing into a pipe."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=32),
        MofNCompleteColumn(),
        _Rate(unit),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as progress:
        task = progress.add_task(say(label, **evidence), total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield advance


def show_error(error: OmrError) -> None:
    """Print an error as a sentence and what to do about it."""
    notes.print(RichText.assemble(("✗ ", "red"), error.sentence(language())))
    advice = error.advice(language())
    if advice:
        notes.print(RichText("  " + advice, style="dim"))


def print_json(value: Any) -> None:
    """Print a value as JSON for a script: UTF-8, one document, a newline at the end."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
