"""How were the blanks beside this file drawn? With tools of others: LibreOffice, Chromium, and reportlab by itself.

``python -m bench.foreign_forms.draw`` draws them anew; they are kept so that measurements do not need the tools.
"""

import subprocess
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parent
QUESTIONS, LETTERS = 20, "ABCDE"
_OVAL_MM = (6.0, 3.6)
_LEVELS = ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng")
_ITEMS = (
    "Nơi đón tiếp sạch sẽ, đủ chỗ ngồi",
    "Thủ tục được niêm yết rõ ràng",
    "Công chức lịch sự khi giao tiếp",
    "Công chức hướng dẫn dễ hiểu",
    "Hồ sơ không phải bổ sung nhiều lần",
    "Trả kết quả đúng hẹn",
    "Phí, lệ phí thu đúng quy định",
    "Góp ý được tiếp thu, trả lời",
    "Đánh giá chung",
)


def main() -> None:
    """Draw the three blanks."""
    _word(FOLDER / "word.docx")
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(FOLDER)]
    subprocess.run([*convert, str(FOLDER / "word.docx")], check=True, timeout=120)
    (FOLDER / "word.docx").unlink()
    _ovals(FOLDER / "ovals.pdf")
    _numbers(FOLDER / "numbers.html", FOLDER / "numbers.pdf")


def _word(path: Path) -> None:
    """Write a sheet as offices type theirs: a table with the character for a box in its cells."""
    document = Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    document.styles["Normal"].font.name = "DejaVu Serif"
    document.add_heading("PHIẾU KHẢO SÁT Ý KIẾN TỔ CHỨC, CÁ NHÂN", level=2)
    document.add_paragraph("Kính đề nghị Ông/Bà đánh dấu X vào ô phù hợp với ý kiến của mình. Phiếu không ghi họ tên.")
    table = document.add_table(1, 1 + len(_LEVELS))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ("Nội dung", *_LEVELS), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for number, words in enumerate(_ITEMS, start=1):
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(f"{number}. {words}")
        for cell in cells[1:]:
            run = cell.paragraphs[0].add_run("☐")
            run.font.name, run.font.size = "DejaVu Sans", Pt(18)
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph()
    for _ in range(2):
        document.add_paragraph("Ý kiến khác: " + "." * 90)
    document.add_paragraph("Xin trân trọng cảm ơn Ông/Bà!").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.save(str(path))


def _ovals(path: Path) -> None:
    """Draw an answer sheet as examination boards print: two columns of ovals with letters in them."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawCentredString(105 * mm, 275 * mm, "ANSWER SHEET")
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(105 * mm, 268 * mm, "Use a pencil. Fill in one oval for each question. Erase cleanly.")
    canvas.rect(15 * mm, 120 * mm, 180 * mm, 140 * mm)
    canvas.line(105 * mm, 120 * mm, 105 * mm, 260 * mm)
    width, height = (side * mm for side in _OVAL_MM)
    for number in range(QUESTIONS):
        column, row = divmod(number, QUESTIONS // 2)
        x, y = (28 + 90 * column) * mm, (250 - 13 * row) * mm
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawRightString(x - 3 * mm, y - 1.2 * mm, str(number + 1))
        canvas.setFont("Helvetica", 6.5)
        for i, letter in enumerate(LETTERS):
            left = x + (4 + 13 * i) * mm
            canvas.setLineWidth(0.6)
            canvas.ellipse(left, y - height / 2, left + width, y + height / 2)
            canvas.drawCentredString(left + width / 2, y - 0.8 * mm, letter)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(15 * mm, 110 * mm, "Office use only. Do not write below this line.")
    canvas.line(15 * mm, 108 * mm, 195 * mm, 108 * mm)
    canvas.save()


def _numbers(source: Path, path: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(source.as_uri())
        page.pdf(path=str(path), format="A4", prefer_css_page_size=True)
        browser.close()


if __name__ == "__main__":
    main()
