"""Facts about the picture of a form."""

from pathlib import Path

import pytest
from PIL import Image

from app.preview import PageOutOfRange, write_preview
from forms.catalogue import find_form
from omr.words import Language


def test_a_preview_is_the_page_at_its_resolution(tmp_path: Path) -> None:
    """An A5 page in grey, with ink on it, and the resolution written down."""
    write_preview(find_form("pks-q"), 1, 100, tmp_path / "pks-q.png")

    with Image.open(tmp_path / "pks-q.png") as picture:
        assert (picture.format, picture.mode) == ("PNG", "L")
        assert picture.size == pytest.approx((583, 827), abs=2)
        assert picture.info["dpi"] == pytest.approx((100, 100), abs=0.1)
        darkest, lightest = picture.getextrema()
    assert (darkest, lightest) == (0, 255)


def test_a_page_that_the_form_lacks_is_a_sentence(tmp_path: Path) -> None:
    """It says how many there are, and writes nothing."""
    with pytest.raises(PageOutOfRange) as refused:
        write_preview(find_form("pks-q"), 7, 100, tmp_path / "pks-q.png")

    assert "7" in refused.value.sentence(Language.EN)
    assert list(tmp_path.iterdir()) == []
