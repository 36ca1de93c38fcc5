"""What does a progress bar show? What is done, how fast, how long it still takes.

A module of its own, as Rich's bars are not worth loading for commands that need none.
"""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text as RichText

from app.language import say
from app.numbers import number
from omr.words import Text


class Rate(ProgressColumn):
    """Units a second, with the decimal sign of the language."""

    def __init__(self, unit: Text) -> None:
        super().__init__()
        self.unit = unit

    def render(self, task: Task) -> RichText:
        """Return the speed so far; nothing before it is known."""
        speed = task.finished_speed or task.speed
        return RichText("" if speed is None else f"{number(speed, 1)} {say(self.unit)}", style="dim")


def bar_of(unit: Text, console: Console) -> Progress:
    """Return a bar that counts in `unit`, vanishes when done, and says nothing where `console` is no terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=32),
        MofNCompleteColumn(),
        Rate(unit),
        TimeRemainingColumn(compact=True),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
