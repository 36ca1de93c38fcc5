"""How do the tables of the nine indicators look? Each sheet's points, and the unit's with its grade."""

from collections.abc import Iterator, Sequence

from reports.indicators import ALL_INDICATORS, OF_OFFICIALS, IndicatorScheme, RatedSheet, unit_points
from reports.period_figures import FormFigures, PeriodFigures, levels_of
from reports.report_table import ReportTable, Row, TableSettings, figure

_STANDARD, _MOST = 2, 18


def indicator_tables(figures: PeriodFigures, settings: TableSettings) -> Iterator[ReportTable]:
    """Yield both tables where the office has said which questions score the indicators and any sheet came back.

    The table of single sheets is for those who see everything (no smallest cell is set).

    Raises
    ------
    NoIndicatorScores
        When a question cannot score.
    """
    scheme = settings.indicators
    form = next((f for f in figures.forms if scheme is not None and f.form == scheme.form), None)
    if scheme is None or form is None:
        return
    if figures.rated and not settings.hide_under:
        yield _per_sheet(form, figures.rated, scheme)
    yield _of_unit(form, scheme)


def _per_sheet(form: FormFigures, sheets: Sequence[RatedSheet], scheme: IndicatorScheme) -> ReportTable:
    """Return one row a sheet in the order of scanning, under a number that leads nowhere."""
    indicators = sorted(scheme.questions)
    levels = tuple(label for label, _ in levels_of(form.overall)) if form.overall is not None else ()
    rows: list[Row] = []
    told: list[list[float]] = [[] for _ in range(len(indicators) + 1)]
    for number, sheet in enumerate(sheets, start=1):
        got = [points for _, points in sheet.points]
        for column, points in zip(told, (*got, sheet.of_officials()), strict=True):
            column += [points] if points is not None else []
        marks = tuple(1 if sheet.verdict == label else None for label in levels)
        rows.append((number, *(figure(p, 1) for p in got), figure(sheet.of_officials(), 1), *marks))
    counts = [sum(sheet.verdict == label for sheet in sheets) for label in levels]
    verdicts = sum(counts)
    none = (None,) * len(told)
    rows += [
        ("Tổng số", *(figure(sum(column), 1) for column in told), *counts),
        ("Điểm bình quân", *(figure(sum(c) / len(c)) if c else None for c in told), *(None for _ in levels)),
        ("Tỷ lệ %", *none, *(count / verdicts if verdicts else None for count in counts)),
    ]
    headings = ("TT", *(f"Chỉ số {i}" for i in indicators), "Điểm công chức (1+2+3+4+7)", *levels)
    return ReportTable(
        f"T9 {form.form}", f"Mẫu 01, từng hồ sơ: {form.title}", headings, tuple(rows), detail=True,
        note=f"Điểm công chức cộng các chỉ số {', '.join(map(str, OF_OFFICIALS))}, chỉ khi có đủ.",
    )  # fmt: skip


def _of_unit(form: FormFigures, scheme: IndicatorScheme) -> ReportTable:
    points = unit_points(form.tallies, scheme)
    rows: list[Row] = [
        (str(indicator), scheme.name(indicator), _STANDARD, figure(got, 1), None, f"n = {n}" if n else "")
        for indicator, got, n in points.rows
    ]
    grade = points.grade
    rows.append(
        (
            "",
            "Tổng",
            _MOST,
            figure(points.total, 1),
            None,
            f"Xếp loại: {grade}" if grade is not None else "chưa đủ chỉ số",
        )
    )
    if form.overall is not None and form.overall.valid:
        rows += [
            ("", label, None, count / form.overall.valid, None, f"n = {form.overall.valid}")
            for label, count in levels_of(form.overall)
        ]
        rows.append(("", "Số phiếu", None, None, None, str(form.overall.sheets)))
    return ReportTable(
        f"T10 {form.form}",
        f"Mẫu 02, điểm của đơn vị: {form.title}",
        ("Chỉ số", "Tên", "Điểm chuẩn", "Tự chấm", "Thẩm định", "Ghi chú"),
        tuple(rows),
        f"Điểm mỗi chỉ số là trung bình, cắt còn một chữ số; {len(ALL_INDICATORS)} chỉ số, tối đa {_MOST} điểm.",
    )
