"""What does a printed page look like on screen? The PDF that would be printed, rendered."""

from io import BytesIO
from pathlib import Path
from typing import ClassVar

from app.files import result_file
from batches.pdfium import PDFIUM
from forms.arrange import arrange
from forms.definition import Survey
from forms.draw import draw_pdf
from omr.errors import OmrError
from omr.words import Text

# Shown where a serial would be printed, so that a preview cannot pass for a sheet.
_NO_SERIAL = None


class PageOutOfRange(OmrError):
    """A page that the form does not have. Evidence: page, pages."""

    exit_code: ClassVar[int] = 2
    sentence_text = Text(
        vi="Mẫu chỉ có {pages} trang, không có trang {page}.", en="The form has {pages} page(s), no page {page}."
    )


def write_preview(survey: Survey, page_number: int, dpi: int, path: Path) -> None:
    """Write one page of a form as a PNG.

    Raises
    ------
    PageOutOfRange
        When the form has no such page.
    OutputNotWritable
        When the picture cannot be written.
    """
    picture = preview(survey, page_number, dpi)
    with result_file(path) as stream:
        stream.write(picture)


def preview(survey: Survey, page_number: int, dpi: int) -> bytes:
    """Return one page of a form as a PNG.

    Raises
    ------
    PageOutOfRange
        When the form has no such page.
    """
    import pypdfium2

    plan = arrange(survey)
    if not 1 <= page_number <= len(plan.layout.pages):
        raise PageOutOfRange(page=page_number, pages=len(plan.layout.pages))
    stream, drawn = BytesIO(), draw_pdf(plan, [_NO_SERIAL])
    with PDFIUM, pypdfium2.PdfDocument(drawn) as document:
        picture = document[page_number - 1].render(scale=dpi / 72, grayscale=True).to_pil()
        picture.save(stream, format="PNG", dpi=(dpi, dpi))
    return stream.getvalue()
