"""Facts about opening files of any kind."""

import gzip
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from batches.rasterize import count_pages, rasterize, what_is_missing
from omr.errors import FileDamaged, FileEmpty, FileIsArchive, FilesJoined, PageError
from tests.batches.pictures import bilevel, jpeg, opened, page, pdf, saved, whole


def test_a_file_is_opened_by_what_it_is(tmp_path: Path) -> None:
    """Its name may say anything."""
    path = saved(tmp_path / "scan.tif", Image.fromarray(page()))

    assert np.array_equal(opened(path.rename(tmp_path / "scan.pdf"))[0].pixels, page())
    pdf(tmp_path / "scan.jpg", whole(jpeg(page())))
    assert count_pages(tmp_path / "scan.jpg") == 1


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    """It is not taken for damage."""
    (tmp_path / "scan.pdf").touch()

    with pytest.raises(FileEmpty):
        count_pages(tmp_path / "scan.pdf")


def test_text_under_the_name_of_a_pdf_is_damage(tmp_path: Path) -> None:
    """As is a folder, and a file that has gone."""
    (tmp_path / "note.pdf").write_text("Chào bạn", "utf-8")

    for path in (tmp_path / "note.pdf", tmp_path, tmp_path / "gone.pdf"):
        with pytest.raises(FileDamaged):
            count_pages(path)


@pytest.fixture(scope="module")
def good_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of sound files of every kind."""
    folder = tmp_path_factory.mktemp("good")
    grey, fax = Image.fromarray(page()), Image.fromarray(bilevel()).convert("1")
    pdf(folder / "a.pdf", whole(jpeg(page())), whole(jpeg(page(1))))
    saved(folder / "b.tif", fax, save_all=True, append_images=[fax], compression="group4")
    saved(folder / "c.tif", grey, save_all=True, append_images=[grey], compression="tiff_lzw")
    saved(folder / "d.jpg", grey)
    saved(folder / "e.png", grey)
    return folder


@given(st.sampled_from(["a.pdf", "b.tif", "c.tif", "d.jpg", "e.png"]), st.integers(0, 2**32))
@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_is_read_or_gives_a_reason(good_files: Path, tmp_path: Path, name: str, seed: int) -> None:
    """Cut, spoiled or with bytes missing: pictures and page errors come out, nothing else."""
    chance = random.Random(seed)
    content = bytearray((good_files / name).read_bytes())
    for _ in range(chance.choice([0, 1, 4, 16])):
        content[chance.randrange(chance.choice([64, len(content)]))] = chance.randrange(256)
    start = chance.randrange(len(content))
    del content[start : chance.choice([start, start + 7, len(content)])]
    path = tmp_path / name
    path.write_bytes(bytes(content))

    try:
        pages = list(rasterize(path, range(1, min(count_pages(path), 3) + 1)))
    except PageError:
        return
    assert [one.page_number for one in pages] == list(range(1, len(pages) + 1))


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_packed_folder_is_never_read_in_part(tmp_path: Path, packing: int) -> None:
    """Stored as they are, its PDFs would look like one: the last of them. Its name may say anything."""
    with zipfile.ZipFile(tmp_path / "tuần 1.pdf", "w", packing) as archive:
        for name in ("a.pdf", "b.pdf"):
            archive.write(pdf(tmp_path / name, whole(jpeg(page()))), name)
    (tmp_path / "b.pdf.gz").write_bytes(gzip.compress((tmp_path / "b.pdf").read_bytes()))

    for path in (tmp_path / "tuần 1.pdf", tmp_path / "b.pdf.gz"):
        with pytest.raises(FileIsArchive):
            count_pages(path)


@pytest.mark.parametrize("between", [b"", b"\r\n", b"\n\n\n"])
def test_pdfs_joined_end_to_end_are_told(tmp_path: Path, between: bytes) -> None:
    """Only the pages of the last one can be counted."""
    one, other = (pdf(tmp_path / name, whole(jpeg(page()))).read_bytes() for name in ("a.pdf", "b.pdf"))
    joined = tmp_path / "joined.pdf"
    joined.write_bytes(one + between + other)

    assert isinstance(what_is_missing(joined), FilesJoined)
    assert what_is_missing(tmp_path / "a.pdf") is None


def test_a_pdf_that_was_changed_is_one_pdf(tmp_path: Path) -> None:
    """Programs write what they change behind the end, with an end of its own."""
    path = pdf(tmp_path / "a.pdf", whole(jpeg(page())))
    content = path.read_bytes()
    last = content.rindex(b"startxref")
    path.write_bytes(content + b"\n% changed\n" + content[last:])

    assert what_is_missing(path) is None
