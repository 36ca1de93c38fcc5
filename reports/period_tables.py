"""Which tables does a report hold? T1 to T11 in the order and words that offices report in.

A cell is text, a number, or a `Share`: two cells of its row and what they come to, so that a spreadsheet can hold the
formula. Each table with levels carries its check: levels and what is beside them come to the sheets.
"""

from collections.abc import Iterator

from reports.general_tables import general_tables
from reports.group_tables import group_tables
from reports.indicator_tables import indicator_tables
from reports.indices import Pooling
from reports.period_figures import FormFigures, PeriodFigures, factors_of, levels_of, rate_of
from reports.report_table import ReportTable, Row, Share, TableCell, TableSettings, change


def period_tables(figures: PeriodFigures, settings: TableSettings) -> tuple[ReportTable, ...]:
    """Return the tables of a period; each instrument has its own.

    Raises
    ------
    NoIndicatorScores
        When a question is to score an indicator and cannot.
    """
    tables = [*general_tables(figures, settings)]
    for form in figures.forms:
        tables += _ratings(form, settings)
        tables.append(_questions(form))
        tables += group_tables(form, figures.quotas, settings)
        tables += _factors(form, settings)
        tables += _trend(form, settings)
    tables += indicator_tables(figures, settings)
    if figures.quotas:
        tables.append(_quotas(figures))
    if figures.comments:
        tables.append(ReportTable("T8", "Ý kiến khác", ("Lô", "Câu", "Nhóm", "Nội dung"), figures.comments))
    return tuple(sorted(tables, key=lambda table: int(table.code.split()[0][1:])))


def _ratings(form: FormFigures, settings: TableSettings) -> Iterator[ReportTable]:
    """Yield one row for each rated question, a table for each scale."""
    rated = [tally for tally in form.tallies if any(choice.positive for choice in tally.meaning.choices)]
    scales = dict.fromkeys(tuple(label for label, _ in levels_of(tally)) for tally in rated)
    for number, levels in enumerate(scales, start=1):
        rows: list[Row] = []
        for tally in rated:
            counts = levels_of(tally)
            if tuple(label for label, _ in counts) == levels:
                silent = tally.no_opinion + tally.blank
                unclear = tally.several + tally.spoiled
                rate = rate_of(tally, settings.denominator).value
                given = (count for _, count in counts)
                said = (tally.meaning.question, tally.meaning.label, *given, tally.valid, rate)
                rows.append((*said, silent, unclear, tally.waiting, tally.sheets))
        beside = ("Hợp lệ", "Tỷ lệ hài lòng", "KYK, trống", "Phạm quy, không rõ", "Chờ xem", "Tổng")
        last = len(levels) + 2
        yield ReportTable(
            f"T2 {form.form}" if number == 1 else f"T2 {form.form} {number}",
            f"Theo câu hỏi: {form.title}",
            ("Mã", "Nội dung", *levels, *beside),
            tuple(rows),
            f"Hợp lệ + KYK, trống + Phạm quy, không rõ + Chờ xem = Tổng. KYK: không có ý kiến. "
            f"Tỷ lệ hài lòng trên {settings.rate_words}.",
            parts=(last, last + 2, last + 3, last + 4),
            checked=last + 5,
        )


def _questions(form: FormFigures) -> ReportTable:
    """Return one row for each level of each question, as published reports have it."""
    rows: list[Row] = []
    for tally in form.tallies:
        if tally.meaning.multiple:
            continue
        for label, count in levels_of(tally):
            beside = (tally.no_opinion, tally.blank, tally.several, tally.spoiled, tally.waiting, tally.sheets)
            share = Share(3, 4, count / tally.valid if tally.valid else None)
            rows.append((tally.meaning.question, tally.meaning.label, label, count, tally.valid, share, *beside))
    headings = (
        "Mã", "Nội dung", "Mức độ", "Số lượng", "Hợp lệ", "Tỷ lệ",
        "KYK", "Không trả lời", "Phạm quy", "Không rõ", "Chờ xem", "Tổng",
    )  # fmt: skip
    return ReportTable(
        f"T2 {form.form} chi tiết",
        f"Từng mức của từng câu: {form.title}",
        headings,
        tuple(rows),
        "Hợp lệ + KYK + Không trả lời + Phạm quy + Không rõ + Chờ xem = Tổng. KYK: không có ý kiến.",
        parts=(4, 6, 7, 8, 9, 10),
        checked=11,
        detail=True,
    )


def _factors(form: FormFigures, settings: TableSettings) -> Iterator[ReportTable]:
    """Yield the index of each factor, beside those of the period before."""
    now = factors_of(form.tallies, settings.pooling, settings.denominator)
    if not now:
        return
    then = factors_of(form.before.tallies, settings.pooling, settings.denominator) if form.before is not None else {}
    rows: list[Row] = []
    for factor, (n, index) in now.items():
        _, earlier = then.get(factor, (0, None))
        rows.append((factor, n, index, *((earlier, change(index, earlier)) if form.before is not None else ())))
    how = "gộp mọi câu trả lời" if settings.pooling is Pooling.POOLED else "trung bình tỷ lệ các câu"
    earlier_words = (form.before.period.title, "Chênh lệch (điểm %)") if form.before is not None else ()
    yield ReportTable(
        f"T7 {form.form}",
        f"Chỉ số thành phần: {form.title}",
        ("Thành phần", "n", "Chỉ số", *earlier_words),
        tuple(rows),
        f"Cách tính: {how}, trên {settings.rate_words}.",
    )


def _trend(form: FormFigures, settings: TableSettings) -> Iterator[ReportTable]:
    rows: list[Row] = []
    last: float | None = None
    for period, tally in form.trend:
        rate = rate_of(tally, settings.denominator) if tally is not None else None
        value = rate.value if rate is not None else None
        rows.append((period.title, rate.n if rate is not None else 0, value, change(value, last)))
        last = value if value is not None else last
    if len(rows) > 1:
        yield ReportTable(
            f"T11 {form.form}",
            f"Xu hướng: {form.title}",
            ("Kỳ", "n", "Tỷ lệ hài lòng", "Chênh lệch (điểm %)"),
            tuple(rows),
            "Kỳ 6 tháng và năm tính lại từ phiếu, không cộng từ các quý.",
        )


def _quotas(figures: PeriodFigures) -> ReportTable:
    scopes = {"office": "Đơn vị", "officer": "Công chức", "field": "Lĩnh vực"}
    rows: list[Row] = []
    for line in figures.quotas:
        progress = line.progress
        share = Share(4, 3, progress.share)
        weekly: TableCell = line.per_week if line.per_week is not None else "hết hạn"
        name = line.name or "–"
        rows.append(
            (line.form, scopes[line.scope], name, progress.minimum, progress.done, share, progress.missing, weekly)
        )
    headings = ("Mẫu", "Phạm vi", "Của", "Tối thiểu", "Thực hiện", "Đạt", "Còn thiếu", "Cần mỗi tuần")
    return ReportTable("T6", "Đạt chỉ tiêu số lượng", headings, tuple(rows))
