"""What is a table of a report made of? Cells, shares that a spreadsheet computes, and what an office decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.indicators import IndicatorScheme
from reports.indices import Denominator, Pooling
from reports.suppression import USUAL_LEAST

# Small cells, and those that would give them away: the mark says nothing of their size.
HIDDEN = "(ẩn)"


@dataclass(frozen=True, slots=True)
class Share:
    """The share of one cell of the row in another, columns counted from 0; None of nothing."""

    part: int
    whole: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is no share: a mean, points, or a change (`signed`), with so many decimals."""

    value: float
    decimals: int = 2
    signed: bool = False


# A plain float is a share, 0..1.
TableCell = str | int | float | Share | Figure | None
Row = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report. `checked` is the column that must hold the sum of `parts` in every row, -1 for none.

    Tables in `detail` are for spreadsheets; on paper a shorter one says the same. `levels` are the columns that may be
    drawn stacked: none where some of their cells are hidden.
    """

    code: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    parts: tuple[int, ...] = ()
    checked: int = -1
    detail: bool = False
    levels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What an office has decided about its tables.

    `fields`, `counters`, `channels` and `officers` are names by code; `dossiers` are those settled, by field;
    `hide_under` the smallest cell that is shown by group, 0 to show all; `ranked` says that officers are ranked.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    counters: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    officers: Mapping[str, str] = field(default_factory=dict)
    dossiers: Mapping[str, int] = field(default_factory=dict)
    pooling: Pooling = Pooling.POOLED
    denominator: Denominator = Denominator.VALID_ANSWERS
    hide_under: int = USUAL_LEAST
    ranked: bool = False
    indicators: IndicatorScheme | None = None

    @property
    def rate_words(self) -> str:
        """What a rate is a share of, as tables say it."""
        return "số trả lời hợp lệ" if self.denominator is Denominator.VALID_ANSWERS else "số phiếu hợp lệ"


def figure(value: float | None, decimals: int = 2) -> Figure | None:
    """Return a number as a cell, rounded; None where there is none."""
    return None if value is None else Figure(round(value, decimals), decimals)


def change(now: float | None, then: float | None) -> Figure | None:
    """Return by how many points of per cent a share has changed; None where one is not known."""
    return None if now is None or then is None else Figure(round(100 * (now - then), 2), signed=True)
