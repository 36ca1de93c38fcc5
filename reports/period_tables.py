"""Which tables does a report hold? T1 to T8 and T11 in the order and words that offices report in.

A cell is text, a number, or a `Share`: two cells of its row and what they come to, so that a spreadsheet can hold the
formula. Each table with levels carries its check: levels and what is beside them come to the sheets.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reports.indices import Pooling, pooled
from reports.period_figures import FormFigures, PeriodFigures, by_name, levels_of, opinions, rate_of
from reports.suppression import hidden_cells
from reports.tally import QuestionTally

# Small cells, and those that would give them away: the mark says nothing of their size.
HIDDEN = "(ẩn)"
_HIDDEN_NOTE = "(ẩn): ô ít phiếu, và các ô phải che theo để không suy ra được."


@dataclass(frozen=True, slots=True)
class Share:
    """The share of one cell of the row in another, columns counted from 0; None of nothing."""

    part: int
    whole: int
    value: float | None


TableCell = str | int | float | Share | None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report. `checked` is the column that must hold the sum of `parts` in every row, -1 for none.

    Tables in `detail` are for spreadsheets; on paper a shorter one says the same.
    """

    code: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    note: str = ""
    parts: tuple[int, ...] = ()
    checked: int = -1
    detail: bool = False


@dataclass(frozen=True, slots=True)
class TableSettings:
    """What an office has decided about its tables: names of fields, dossiers by field, the index, small cells."""

    fields: Mapping[str, str]
    dossiers: Mapping[str, int]
    dossiers_total: int | None
    pooling: Pooling
    hide_under: int


def period_tables(figures: PeriodFigures, settings: TableSettings) -> tuple[ReportTable, ...]:
    """Return the tables of a period; each instrument has its own."""
    tables: list[ReportTable] = []
    for form in figures.forms:
        tables.append(_general(form))
        tables += _ratings(form)
        tables.append(_questions(form))
        tables += _groups(form, settings)
        tables += _factors(form, settings.pooling)
        tables += _trend(form)
    if figures.quotas:
        tables.append(_quotas(figures))
    if figures.comments:
        tables.append(ReportTable("T8", "Ý kiến khác", ("Lô", "Câu", "Nhóm", "Nội dung"), figures.comments))
    return tuple(sorted(tables, key=lambda table: (int(table.code.split()[0][1:]), table.code)))


def _general(form: FormFigures) -> ReportTable:
    overall = form.overall
    if overall is None:
        rows: tuple[tuple[TableCell, ...], ...] = ()
        return ReportTable(f"T1 {form.form}", f"Tổng hợp chung: {form.title}", ("Nội dung", "Số"), rows)
    rate = rate_of(overall)
    low, high = rate.interval or (None, None)
    lines: list[tuple[TableCell, ...]] = [
        ("Phiếu in trong kỳ", form.issued, None),
        ("Phiếu và lượt thu về", overall.sheets, None),
        *((label, count, count / overall.valid if overall.valid else None) for label, count in levels_of(overall)),
        ("Không có ý kiến", overall.no_opinion, None),
        ("Không trả lời", overall.blank, None),
        ("Phạm quy (đánh nhiều ô)", overall.several, None),
        ("Không rõ", overall.spoiled, None),
        ("Chờ xem lại", overall.waiting, None),
        ("Tỷ lệ hài lòng (trên số trả lời hợp lệ)", rate.positive, rate.value),
        ("Khoảng tin cậy 95 %, từ", None, low),
        ("Khoảng tin cậy 95 %, đến", None, high),
        ("Điểm trung bình", round(overall.mean_score, 2) if overall.mean_score is not None else None, None),
    ]
    return ReportTable(
        f"T1 {form.form}", f"Tổng hợp chung: {form.title}", ("Nội dung", "Số lượng", "Tỷ lệ"), tuple(lines)
    )


def _ratings(form: FormFigures) -> Iterator[ReportTable]:
    """Yield one row for each rated question, a table for each scale."""
    rated = [tally for tally in form.tallies if any(choice.positive for choice in tally.meaning.choices)]
    scales = dict.fromkeys(tuple(label for label, _ in levels_of(tally)) for tally in rated)
    for number, levels in enumerate(scales, start=1):
        rows: list[tuple[TableCell, ...]] = []
        for tally in rated:
            counts = levels_of(tally)
            if tuple(label for label, _ in counts) == levels:
                silent = tally.no_opinion + tally.blank
                unclear = tally.several + tally.spoiled
                rate = rate_of(tally).value
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
            "Hợp lệ + KYK, trống + Phạm quy, không rõ + Chờ xem = Tổng. KYK: không có ý kiến.",
            parts=(last, last + 2, last + 3, last + 4),
            checked=last + 5,
        )


def _questions(form: FormFigures) -> ReportTable:
    """Return one row for each level of each question, as published reports have it."""
    rows: list[tuple[TableCell, ...]] = []
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


def _groups(form: FormFigures, settings: TableSettings) -> Iterator[ReportTable]:
    """Yield the tables by field, officer and channel; small cells and all that would give them away are hidden."""
    if form.by_field:
        yield _by_field(form, settings)
    if form.by_officer:
        rows, levels = _level_rows(form.by_officer, settings.hide_under, lambda code: (code or "(không ghi)",))
        yield ReportTable(
            f"T4 {form.form}",
            f"Theo công chức: {form.title}",
            ("Mã", *levels, "Số lượt", "Tỷ lệ hài lòng", "Điểm TB"),
            rows,
            _note(rows),
        )
    if len(form.by_channel) > 1:
        rows, levels = _level_rows(form.by_channel, settings.hide_under, lambda code: (code,))
        together = pooled([rate_of(tally) for tally in form.by_channel])
        both: tuple[TableCell, ...] = ("Gộp", *(None,) * len(levels), together.n, together.value, None)
        yield ReportTable(
            f"T5 {form.form}",
            f"Theo hình thức: {form.title}",
            ("Hình thức", *levels, "n", "Tỷ lệ hài lòng", "Điểm TB"),
            (*rows, both),
            "Gộp là cộng số trả lời của mọi hình thức, không phải trung bình các tỷ lệ.",
        )


def _by_field(form: FormFigures, settings: TableSettings) -> ReportTable:
    def first(code: str) -> tuple[TableCell, ...]:
        tally = by_name(form.by_field)[code]
        dossiers = settings.dossiers.get(code)
        told = opinions(tally)
        # The share stands in the spreadsheet as a formula of the two cells before it.
        share = Share(2, 1, told / dossiers if dossiers else None) if dossiers is not None else None
        return settings.fields.get(code, code) or "(không ghi)", dossiers, told, share

    rows, levels = _level_rows(form.by_field, settings.hide_under, first)
    headings = ("Lĩnh vực", "Hồ sơ", "Số ý kiến", "Tỷ lệ lấy ý kiến", *levels, "Hợp lệ", "Tỷ lệ hài lòng", "Điểm TB")
    return ReportTable(f"T3 {form.form}", f"Theo lĩnh vực: {form.title}", headings, rows, _note(rows))


def _note(rows: tuple[tuple[TableCell, ...], ...]) -> str:
    return _HIDDEN_NOTE if any(cell == HIDDEN for row in rows for cell in row) else ""


def _level_rows(
    tallies: tuple[QuestionTally, ...], least: int, first: Callable[[str], tuple[TableCell, ...]]
) -> tuple[tuple[tuple[TableCell, ...], ...], tuple[str, ...]]:
    counts = [[count for _, count in levels_of(tally)] for tally in tallies]
    hidden = hidden_cells(counts, least) if least else frozenset()
    rows: list[tuple[TableCell, ...]] = []
    for r, tally in enumerate(tallies):
        shown: list[TableCell] = [HIDDEN if (r, c) in hidden else count for c, count in enumerate(counts[r])]
        rate, mean = rate_of(tally).value, tally.mean_score
        # A rate of few, or beside hidden cells, would tell what they are.
        known = not any(cell[0] == r for cell in hidden) and tally.valid >= least
        figures = (rate if known else None, round(mean, 2) if known and mean is not None else None)
        name = tally.group[0][1] if tally.group else ""
        rows.append((*first(name), *shown, tally.valid, *figures))
    levels = tuple(label for label, _ in levels_of(tallies[0])) if tallies else ()
    return tuple(rows), levels


def _factors(form: FormFigures, pooling: Pooling) -> Iterator[ReportTable]:
    factors = form.factors(pooling)
    if factors:
        how = "gộp mọi câu trả lời" if pooling is Pooling.POOLED else "trung bình tỷ lệ các câu"
        yield ReportTable(
            f"T7 {form.form}",
            f"Chỉ số thành phần: {form.title}",
            ("Thành phần", "n", "Chỉ số"),
            factors,
            f"Cách tính: {how}.",
        )


def _trend(form: FormFigures) -> Iterator[ReportTable]:
    rows: list[tuple[TableCell, ...]] = []
    last: float | None = None
    for period, tally in form.trend:
        rate = rate_of(tally).value if tally is not None else None
        change = round(100 * (rate - last), 2) if rate is not None and last is not None else None
        rows.append((period.title, tally.valid if tally is not None else 0, rate, change))
        last = rate if rate is not None else last
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
    rows: list[tuple[TableCell, ...]] = []
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
