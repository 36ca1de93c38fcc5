"""In which words does a report speak? Its verdict in sentences, what stands on every page, cells, place and day."""

from dataclasses import dataclass
from datetime import date

from app.numbers import number
from app.office import Office
from reports.indices import Denominator
from reports.period_figures import FormFigures, PeriodFigures, levels_of, rate_of
from reports.report_table import Figure, ReportTable, Share, TableCell
from reports.shares import shares

_OF = {Denominator.VALID_ANSWERS: "câu trả lời hợp lệ", Denominator.VALID_SHEETS: "phiếu hợp lệ"}


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What a paper says: whose it is, the figures, the tables that it shows, and the day it is dated."""

    office: Office
    figures: PeriodFigures
    tables: tuple[ReportTable, ...]
    today: date

    def lines(self) -> tuple[str, ...]:
        """Return the verdict of each instrument in sentences."""
        told_of = (line for form in self.figures.forms for line in verdict_lines(form, self.office.denominator))
        few = (
            f"{form.title}: {_came_back(form, form.returned.valid)}; quá ít để nêu kết quả."
            for form in self.figures.few
        )
        return (*told_of, *few)


def marks_of(figures: PeriodFigures) -> tuple[str, ...]:
    """Return what must stand on every page of a report: that it is provisional, what it replaces and what it keeps."""
    waits = [
        words
        for count, words in (
            (figures.waiting, f"{number(figures.waiting)} câu trả lời chờ xem lại"),
            (figures.unseen, f"{number(figures.unseen)} trang chưa ai xem"),
        )
        if count
    ]
    marks = [f"SỐ LIỆU TẠM TÍNH: còn {' và '.join(waits)}, chưa được tính"] if waits else []
    if (last := figures.replaces) is not None:
        marks.append(f"BÁO CÁO SỬA: số liệu khác bản chốt lần {last.revision} ({last.closed_on:%d/%m/%Y}), thay bản ấy")
    if held := sum(form.held for form in figures.forms):
        marks.append(f"{number(held)} CÂU GIỮ NHƯ BẢN ĐÃ ĐƯA RA: chỗ khác quá ít phiếu để nêu lại")
    if any(form.regrouped for form in figures.forms):
        marks.append("SỐ THEO NHÓM đã nêu ở bản trước, không nêu lại")
    return tuple(marks)


def dated(office: Office, today: date) -> str:
    """Return place and day as an office writes them."""
    return f"{office.place or '……'}, ngày {today:%d} tháng {today:%m} năm {today:%Y}"


def reference(office: Office) -> str:
    """Return the line for a paper's number, as records have it: filled in by hand."""
    return f"Số: ……/{office.number or 'BC'}"


def verdict_lines(form: FormFigures, denominator: Denominator) -> tuple[str, ...]:
    """Return what an instrument comes to, in sentences, each rate with its n."""
    overall = form.overall
    if overall is None:
        return ()
    rate = rate_of(overall, denominator)
    line = f"{form.title}: {_came_back(form, overall.sheets)}"
    if rate.value is None or rate.interval is None:
        return (f"{line}.",)
    low, high = (number(100 * end, 2) for end in rate.interval)
    percents = shares([count for _, count in levels_of(overall)])
    levels = "; ".join(
        f"{label.lower()} {number(count)} ({number(percent, 1)} %)"
        for (label, count), percent in zip(levels_of(overall), percents, strict=True)
    )
    told = (
        f"Tỷ lệ hài lòng {number(100 * rate.value, 2)} % ({number(rate.positive)}/{number(rate.n)} {_OF[denominator]}"
    )
    return (
        f"{line}.",
        f"{told}; khoảng tin cậy 95 %: {low}–{high} %).",
        f"Trong đó: {levels}; làm tròn để cộng lại đúng 100 %.",
    )


def _came_back(form: FormFigures, valid: int) -> str:
    """Return how many sheets went out, came back and count, as far as any went out."""
    returned = form.returned
    if not returned.issued or returned.response_rate is None:
        return f"{number(valid)} phiếu và lượt trả lời hợp lệ"
    share = number(100 * returned.response_rate, 2)
    out_and_back = f"phát ra {number(returned.issued)}, thu về {number(returned.papers)} ({share} %)"
    other = f", {number(returned.without_paper)} lượt trả lời không dùng giấy" if returned.without_paper else ""
    return f"{out_and_back}{other}, hợp lệ {number(valid)}"


def told(cell: TableCell) -> str:
    """Return a cell in words: shares as per cent with two decimals, numbers as Vietnamese writes them."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Share():
            return "" if cell.value is None else f"{number(100 * cell.value, 2)}\u00a0%"
        case int():
            return number(cell)
        case Figure():
            # What rounds to nothing has no sign; a change says which way it went.
            value = round(cell.value, cell.decimals) + 0.0
            sign = "+" if cell.signed and value > 0 else ""
            return f"{sign}{number(value, cell.decimals)}".replace("-", "−")
    return f"{number(100 * cell, 2)}\u00a0%"
