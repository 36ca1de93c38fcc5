"""Which sizes of paper are there, and how near to the edge may anything be printed?"""

from omr.geometry import SizeMm

# ISO 216.
PAPER_SIZES_MM: dict[str, SizeMm] = {
    "A4": SizeMm(210.0, 297.0),
    "A5": SizeMm(148.0, 210.0),
    "A6": SizeMm(105.0, 148.0),
}

# Office laser printers leave 4 to 5 mm unprinted at each edge; 8 mm is safe on all of them and survives a
# scan that is shifted by 3 mm.
UNPRINTABLE_MARGIN_MM = 8.0


def page_size_of(paper: str, landscape: bool) -> SizeMm:
    """Return the size of a page of this paper, a name of `PAPER_SIZES_MM`, upright or on its side."""
    size = PAPER_SIZES_MM[paper]
    return SizeMm(size.height_mm, size.width_mm) if landscape else size
