"""What does a tally look like on the terminal? A line a question: how many, how satisfied, how that is spread."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text as RichText

from app.language import say
from app.numbers import number, share
from omr.words import Text
from reports.tally import QuestionTally

_TITLE = Text("Mức hài lòng", "Satisfaction")
_COUNT, _BLANK, _WAITING = Text("n", "n"), Text("Trống", "Blank"), Text("Chờ", "Wait")
_RATE, _SPREAD = Text("Tỉ lệ", "Rate"), Text("Tốt → kém", "Best → worst")
_BAR_WIDTH = 18
# Best to worst, and told apart without colour too, by how dense they are.
_LEVELS = (("█", "cyan"), ("▓", "cyan"), ("▒", "bright_black"), ("░", "red"), ("▪", "red"))
_LABEL_WIDTH = 22


def tally_view(tallies: Sequence[QuestionTally]) -> Table:
    """Return the rated questions of a tally as a table; others have no rate to show."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", title=say(_TITLE), title_justify="left")
    table.add_column("", no_wrap=True)
    table.add_column("", overflow="ellipsis", no_wrap=True, max_width=_LABEL_WIDTH)
    for heading in (_COUNT, _BLANK, _WAITING, _RATE):
        table.add_column(say(heading), justify="right", no_wrap=True)
    table.add_column(say(_SPREAD), no_wrap=True)
    for t in tallies:
        if t.satisfaction_rate is None:
            continue
        positive = round(t.satisfaction_rate * t.valid)
        figures = (number(t.valid), number(t.blank), number(t.waiting), share(positive, t.valid))
        table.add_row(t.meaning.question, t.meaning.label, *figures, _bar(t))
    return table


def _bar(t: QuestionTally) -> RichText:
    """Return the spread of the valid answers over the scale as a bar."""
    bar = RichText()
    drawn = counted = 0
    scale = [n for n, choice in zip(t.counts, t.meaning.choices, strict=True) if not choice.no_opinion]
    for count, (block, style) in zip(scale, _LEVELS, strict=False):
        counted += count
        until = round(_BAR_WIDTH * counted / t.valid)
        bar.append(block * (until - drawn), style=style)
        drawn = until
    return bar
