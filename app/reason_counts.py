"""How are reasons counted on the terminal? A line each, the most frequent first."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from app.language import language, say
from app.numbers import number
from omr.reasons import Evidence, Reason
from omr.words import Text

NOT_READ = Text("Trang không đọc", "Pages not read")


def reason_words(reason: Reason) -> str:
    """Return what a reason says of many pages: evidence differs from page to page, and a count shows none."""
    evidence: Evidence = ()
    while True:
        try:
            return reason.sentence(language(), evidence)
        except KeyError as missing:
            evidence += ((str(missing.args[0]), "…"),)


def counts_view(heading: Text, counts: Sequence[tuple[str, int]]) -> list[RenderableType]:
    """Return a heading and a line for each of these words with its count; nothing where there is none."""
    if not counts:
        return []
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column()
    for words, count in counts:
        table.add_row(number(count), words)
    return ["", RichText(say(heading), style="dim"), Padding(table, (0, 0, 0, 2))]
