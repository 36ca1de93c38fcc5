"""Facts about the proof of a form."""

import ctypes

import pypdfium2

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.proof import draw_proof


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_proof_names_every_box() -> None:
    """Question and choice stand at each box, and the handwriting that is kept is named."""
    plan = arrange(find_form("pks-c"))

    text = _text(draw_proof(plan))

    for field, mark in plan.layout.pages[0].boxes():
        assert f"{field.question}={mark.choice}" in text
    assert "YK" in text


def test_a_proof_frames_what_is_taken_for_print() -> None:
    """In purple: as many frames as the page has places of print."""
    plan = arrange(find_form("pks-c"))

    with pypdfium2.PdfDocument(draw_proof(plan)) as document:
        frames = [
            found
            for found in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
            if _stroke_colour(found) == tuple(round(255 * part) for part in (0.75, 0.6, 0.85))
        ]

    assert len(frames) == len(plan.layout.pages[0].printed) > 0


def _stroke_colour(found: pypdfium2.PdfObject) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    pypdfium2.raw.FPDFPageObj_GetStrokeColor(found, *map(ctypes.byref, parts))
    return tuple(part.value for part in parts[:3])
