"""What the papers of a made-up office say, and how they are read back."""

from datetime import date

import pypdfium2

from app.office import Office
from app.report_words import ReportWords
from reports.period_figures import FormFigures, PeriodFigures, QuotaLine, Returned
from reports.period_tables import period_tables
from reports.quotas import Progress
from reports.report_table import TableSettings
from tests.reports.test_period_figures import period, told

TODAY = date(2026, 9, 20)
# 40 went out, 33 came back, 30 count: 20 of the 28 that say a level are satisfied.
FORM = FormFigures("pks-q", "Phiếu mẫu", Returned(issued=40, valid=30, blank=3), (told(10, 10, 2, 5, 3),))


def figures(*forms: FormFigures, quotas: tuple[QuotaLine, ...] = ()) -> PeriodFigures:
    """Return the figures of a quarter as it was closed, of one instrument where none is named."""
    return PeriodFigures(period(), forms or (FORM,), quotas, revision=1)


def words(of: PeriodFigures | None = None, office: dict[str, object] | None = None) -> ReportWords:
    """Return what a report says, of `figures()` where nothing else is told of."""
    of = of or figures()
    return ReportWords(
        Office.model_validate({"unit": "UBND PHƯỜNG MẪU"} | (office or {})),
        of,
        period_tables(of, TableSettings()),
        TODAY,
    )


def quota_lines(count: int) -> tuple[QuotaLine, ...]:
    """Return a quota for each of so many officers."""
    return tuple(
        QuotaLine("pks-q", "officer", f"{number:03d}", Progress(f"{number:03d}", 20, number), 2, False)
        for number in range(count)
    )


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page of a paper, blanks as they come."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def flat(pdf: bytes) -> str:
    """Return all words of a paper with single blanks between them."""
    return " ".join(" ".join(pages_of(pdf)).split())
