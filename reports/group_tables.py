"""How do fields, officers, counters and channels stand beside one another? Small cells are hidden where asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from reports.indices import Denominator, pooled
from reports.period_figures import FormFigures, QuotaLine, by_name, group_name, levels_of, opinions, rate_of
from reports.report_table import HIDDEN, ReportTable, Row, Share, TableCell, TableSettings, figure
from reports.tally import QuestionTally
from reports.told_groups import groups_told

_HIDDEN_NOTE = "(ẩn): ô ít phiếu, và các ô phải che theo để không suy ra được."
_TOGETHER = "Các nhóm ít phiếu, gộp lại"
_UNNAMED = "(không ghi)"


def group_tables(form: FormFigures, quotas: tuple[QuotaLine, ...], settings: TableSettings) -> Iterator[ReportTable]:
    """Yield the tables of an instrument's verdict by field, officer, counter and channel, those that it has."""
    if form.by_field:
        yield _by_field(form, settings)
    if form.by_officer:
        yield _by_officer(form, quotas, settings)
    if form.by_counter:
        yield _by_counter(form, settings)
    if len(form.by_channel) > 1:
        yield _by_channel(form, settings)


def group_counts(
    tallies: Sequence[QuestionTally], form: FormFigures, least: int
) -> tuple[tuple[QuestionTally, bool], ...]:
    """Return each group of an instrument with whether its rate is kept back: one of few, or beside hidden cells."""
    kept_back = groups_told(tallies, form.inside, least).kept_back()
    return tuple((tally, tally.group in kept_back) for tally in tallies)


def _by_field(form: FormFigures, settings: TableSettings) -> ReportTable:
    """Return one row a field, called as the office does, else as the form; in the form's order."""
    names = {**dict(form.fields), **settings.fields}

    def first(code: str) -> Row:
        dossiers = settings.dossiers.get(code)
        told = opinions(by_name(form.by_field)[code])
        # The share stands in the spreadsheet as a formula of the two cells before it.
        share = Share(2, 1, told / dossiers if dossiers else None) if dossiers is not None else None
        return names.get(code, code) or _UNNAMED, dossiers, told, share

    rows, levels = _level_rows(form.by_field, form, settings, first)
    # What is hidden was chosen before, so that it does not depend on the order.
    places = {names.get(code, code): place for place, (code, _) in enumerate(form.fields)}
    rows = tuple(sorted(rows, key=lambda row: places.get(str(row[0]), len(places))))
    headings = ("Lĩnh vực", "Hồ sơ", "Số ý kiến", "Tỷ lệ lấy ý kiến", *levels, "Hợp lệ", "Tỷ lệ hài lòng", "Điểm TB")
    return _checked(ReportTable(f"T3 {form.form}", f"Theo lĩnh vực: {form.title}", headings, rows), levels, settings)


def _by_officer(form: FormFigures, quotas: tuple[QuotaLine, ...], settings: TableSettings) -> ReportTable:
    """Return one row an officer: ratings against the quota, levels, and the rank where the office ranks."""
    minimum = {q.name: q.progress.minimum for q in quotas if (q.form, q.scope) == (form.form, "officer")}
    tallies = by_name(form.by_officer)
    names = ("Họ tên",) if settings.officers else ()

    def first(code: str) -> Row:
        told, quota = opinions(tallies[code]), minimum.get(code)
        place = 1 + len(names)
        reached = Share(place, place + 1, told / quota if quota else None) if quota is not None else None
        return code or _UNNAMED, *([settings.officers.get(code, "")] if names else []), told, quota, reached

    rows, levels = _level_rows(form.by_officer, form, settings, first)
    headings = ("Mã", *names, "Lượt đánh giá", "Chỉ tiêu", "Đạt", *levels, "Hợp lệ", "Tỷ lệ hài lòng", "Điểm TB")
    if settings.ranked:
        places = _ranks([row[-2] if row[0] not in {_UNNAMED, _TOGETHER} else None for row in rows])
        rows = tuple((*row, place) for row, place in zip(rows, places, strict=True))
        headings = (*headings, "Xếp thứ")
    return _checked(ReportTable(f"T4 {form.form}", f"Theo công chức: {form.title}", headings, rows), levels, settings)


def _ranks(rates: list[TableCell]) -> list[int | None]:
    """Return the place of each rate, the highest first; equal ones share a place, unknown ones have none."""
    known = [rate for rate in rates if isinstance(rate, int | float)]
    return [1 + sum(other > rate for other in known) if isinstance(rate, int | float) else None for rate in rates]


def _by_counter(form: FormFigures, settings: TableSettings) -> ReportTable:
    rows, levels = _level_rows(form.by_counter, form, settings, _named(settings.counters))
    headings = ("Quầy", *levels, "Hợp lệ", "Tỷ lệ hài lòng", "Điểm TB")
    return _checked(ReportTable(f"T4 {form.form} quầy", f"Theo quầy: {form.title}", headings, rows), levels, settings)


def _by_channel(form: FormFigures, settings: TableSettings) -> ReportTable:
    rows, levels = _level_rows(form.by_channel, form, settings, _named(settings.channels))
    together = pooled([rate_of(tally, settings.denominator) for tally in form.by_channel])
    hidden = any(cell == HIDDEN for row in rows for cell in row)
    sums = [None if hidden else sum(count for count in column) for column in _columns(form.by_channel)]
    both: Row = ("Gộp", *sums, together.n, together.value, None)
    table = ReportTable(
        f"T5 {form.form}",
        f"Theo hình thức: {form.title}",
        ("Hình thức", *levels, "n", "Tỷ lệ hài lòng", "Điểm TB"),
        (*rows, both),
        "Gộp là cộng số trả lời của mọi hình thức, không phải trung bình các tỷ lệ.",
    )
    return _checked(table, levels, settings)


def _columns(tallies: Sequence[QuestionTally]) -> list[tuple[int, ...]]:
    """Return the counts of each level over all groups."""
    return list(zip(*([count for _, count in levels_of(tally)] for tally in tallies), strict=True))


def _checked(table: ReportTable, levels: Sequence[str], settings: TableSettings) -> ReportTable:
    """Return a table with its levels and their check against answers; where cells are hidden it says so instead."""
    if any(cell == HIDDEN for row in table.rows for cell in row):
        return replace(table, note=f"{table.note} {_HIDDEN_NOTE}".strip())
    # All of them, from the right: a level may be called like a column before them, as *Đạt* is.
    first = max(i for i in range(len(table.headings)) if table.headings[i : i + len(levels)] == tuple(levels))
    parts = tuple(range(first, first + len(levels)))
    if settings.denominator is not Denominator.VALID_ANSWERS:
        return replace(table, levels=parts)
    return replace(table, levels=parts, parts=parts, checked=parts[-1] + 1)


def _named(names: Mapping[str, str]) -> Callable[[str], Row]:
    return lambda code: (names.get(code, code) or _UNNAMED,)


def _level_rows(
    tallies: tuple[QuestionTally, ...], form: FormFigures, settings: TableSettings, first: Callable[[str], Row]
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return a row for each group: what `first` says of it, its levels, how many, the rate and the mean.

    Of groups of few only how many there are; their levels are in a last row, together.
    """
    told = groups_told(tallies, form.inside, settings.hide_under)
    levels = tuple(label for label, _ in levels_of(tallies[0])) if tallies else ()
    rows: dict[object, Row] = {}
    for r, tally in enumerate(told.rows):
        choices = zip(tally.meaning.choices, tally.counts, strict=True)
        shown: list[TableCell] = [
            HIDDEN if (r, c) in told.hidden else count
            for c, (choice, count) in enumerate(choices)
            if not choice.no_opinion
        ]
        rate = rate_of(tally, settings.denominator)
        figures = (None, None) if told.is_kept_back(r) else (rate.value, figure(tally.mean_score))
        rows[tally.group] = (*shown, rate.n, *figures)
    named: list[Row] = []
    for tally in tallies:
        few = (*[HIDDEN] * len(levels), rate_of(tally, settings.denominator).n, None, None)
        named.append((*first(group_name(tally)), *rows.pop(tally.group, few)))
    # What is left is of no group that has a name.
    before = len(named[0]) - len(levels) - 4 if named else 0
    named += [(_TOGETHER, *[None] * before, *row) for row in rows.values()]
    return tuple(named), levels
