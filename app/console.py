"""How does the program speak on the terminal? Results to standard output, the rest to standard error.

Colour and progress bars appear on a terminal alone; a pipe gets plain text.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Protocol

from rich.console import Console
from rich.text import Text as RichText

from app import exit_codes
from app.language import language, say
from omr.errors import OmrError
from omr.words import Text

# No markup and no emoji: names of files and people are shown as they are, brackets, colons and all.
out = Console(highlight=False, markup=False, emoji=False)
notes = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


class Interrupted(OmrError):
    """The user stopped the work."""

    exit_code: ClassVar[int] = exit_codes.INTERRUPTED
    sentence_text = Text("Đã dừng theo yêu cầu.", "Stopped as asked.")
    advice_text = Text(
        "Chạy lại đúng lệnh ấy để làm tiếp; những trang đã đọc không bị đọc lại.",
        "Run the same command again to go on; pages already read are not read twice.",
    )


class Advance(Protocol):
    """Tells a progress bar how far the work is."""

    def __call__(self, done: int, total: int) -> None:
        """Set the bar to `done` of `total`."""


@contextmanager
def progress_bar(label: Text, unit: Text, /, **evidence: object) -> Iterator[Advance]:
    """Show a bar on the terminal while the work lasts; say nothing into a pipe.

    Raises
    ------
    Interrupted
        When the user presses Ctrl-C meanwhile.
    """
    from app.progress import bar_of

    with bar_of(unit, notes) as progress:
        task = progress.add_task(say(label, **evidence), total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        try:
            yield advance
        except KeyboardInterrupt:
            raise Interrupted from None


def show_error(error: OmrError) -> None:
    """Print an error as a sentence and what to do about it."""
    notes.print(RichText.assemble(("✗ ", "red"), error.sentence(language())))
    advice = error.advice(language())
    if advice:
        notes.print(RichText("  " + advice, style="dim"))


def print_json(value: Any) -> None:
    """Print a value as JSON for a script: UTF-8, one document, a newline at the end."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
