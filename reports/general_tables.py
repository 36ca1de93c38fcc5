"""What came back, and what is its verdict? The first table of a report, one for each instrument."""

from collections.abc import Iterator

from reports.period_figures import Compared, FormFigures, PeriodFigures, Returned, levels_of, rate_of, verdict
from reports.report_table import ReportTable, Row, TableSettings, change, figure
from reports.tally import QuestionTally


def general_tables(figures: PeriodFigures, settings: TableSettings) -> Iterator[ReportTable]:
    """Yield what became of the sheets, and each verdict with its interval and what it was before."""
    yield _sheets(figures)
    for form in figures.forms:
        overall = form.overall
        if overall is not None:
            yield ReportTable(
                f"T1 {form.form}",
                f"Tổng hợp chung: {form.title}",
                ("Nội dung", "Số lượng", "Tỷ lệ"),
                (*_verdict_rows(overall, settings), *_comparisons(form, overall, settings)),
                f"Tỷ lệ hài lòng tính trên {settings.rate_words}.",
            )


def _sheets(figures: PeriodFigures) -> ReportTable:
    """Return a row for each instrument: valid and invalid sheets by reason come to those returned."""
    named = [(form.title, form.returned) for form in (*figures.forms, *figures.few)]
    if figures.nobodys.returned:
        named.append(("(không rõ mẫu)", figures.nobodys))
    rows: list[Row] = [
        (title, r.issued, r.returned, r.valid, r.blank, r.unreadable, r.other_forms, r.unseen, *_on_paper(r))
        for title, r in named
    ]
    headings = (
        "Mẫu", "Phát ra", "Thu về", "Hợp lệ", "Trống hoàn toàn", "Rách, không đọc được", "Không phải mẫu này",
        "Chưa xem", "Không dùng giấy", "Tỷ lệ phản hồi",
    )  # fmt: skip
    return ReportTable(
        "T1",
        "Phiếu phát ra và thu về",
        headings,
        tuple(rows),
        "Hợp lệ + trống + rách + không phải mẫu + chưa xem = thu về, kể cả lượt trả lời không dùng giấy. "
        "Tỷ lệ phản hồi: phiếu giấy thu về trên phiếu giấy phát ra.",
        parts=(3, 4, 5, 6, 7),
        checked=2,
    )


def _on_paper(returned: Returned) -> tuple[int, float | None]:
    return returned.without_paper, returned.response_rate


def _verdict_rows(overall: QuestionTally, settings: TableSettings) -> Iterator[Row]:
    rate = rate_of(overall, settings.denominator)
    low, high = rate.interval or (None, None)
    yield "Phiếu hợp lệ", overall.sheets, None
    for label, count in levels_of(overall):
        yield label, count, count / overall.valid if overall.valid else None
    yield "Không có ý kiến", overall.no_opinion, None
    yield "Không trả lời", overall.blank, None
    yield "Phạm quy (đánh nhiều ô)", overall.several, None
    yield "Không rõ", overall.spoiled, None
    yield "Chờ xem lại", overall.waiting, None
    yield f"Tỷ lệ hài lòng (trên {settings.rate_words})", rate.positive, rate.value
    yield "Khoảng tin cậy 95 %, từ", None, low
    yield "Khoảng tin cậy 95 %, đến", None, high
    yield "Điểm trung bình", figure(overall.mean_score), None


def _comparisons(form: FormFigures, overall: QuestionTally, settings: TableSettings) -> Iterator[Row]:
    now = rate_of(overall, settings.denominator).value
    for words, compared in (("Kỳ trước", form.before), ("Cùng kỳ năm trước", form.year_ago)):
        then = _rate_then(compared, settings)
        if compared is not None and then is not None:
            yield f"{words} ({compared.period.title})", None, then
            yield f"So với {words.lower()} (điểm %)", change(now, then), None


def _rate_then(compared: Compared | None, settings: TableSettings) -> float | None:
    overall = verdict(compared.tallies) if compared is not None else None
    return rate_of(overall, settings.denominator).value if overall is not None else None
