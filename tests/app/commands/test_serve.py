"""Facts about `omr serve` and `omr poster`."""

import shutil
import socket
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from app.office import OFFICE_FILE
from forms import catalogue
from tests.app.running import Omr

_URL = "https://khaosat.example/f/pks-q?channel=qr"


def _code_on(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        picture = np.asarray(document[0].render(scale=100 / 72, grayscale=True).to_pil())
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


@pytest.fixture
def office(home: Path) -> Path:
    """Return the home of an office that says where its form is."""
    (home / OFFICE_FILE).write_text("unit: X\nweb_address: https://khaosat.example/\n", "utf-8")
    return home


def test_a_sign_leads_to_the_offices_own_address(omr: Omr, office: Path, tmp_path: Path) -> None:
    """Or to the one that is typed; the file may be called as one likes."""
    own, typed = tmp_path / "để bàn.pdf", tmp_path / "b.pdf"

    assert omr("poster", "pks-q", "--out", own).code == 0
    assert omr("poster", "pks-q", "--url", f"{_URL}&field=ht", "--out", typed).code == 0
    assert (_code_on(own), _code_on(typed)) == (_URL, f"{_URL}&field=ht")


def test_without_an_address_no_sign_is_written(omr: Omr, home: Path, tmp_path: Path) -> None:
    """Nor for a form that there is not, or into a folder that there is not."""
    assert omr("poster", "pks-q", "--out", tmp_path / "a.pdf").code == 114
    assert omr("poster", "pks-x", "--url", _URL, "--out", tmp_path / "a.pdf").code > 2
    assert omr("poster", "pks-q", "--url", _URL, "--out", tmp_path / "none" / "a.pdf").code == 4
    assert not (tmp_path / "a.pdf").exists()


def test_a_form_of_the_offices_own_has_a_sign(omr: Omr, office: Path, tmp_path: Path) -> None:
    """By its id, from the folder of its forms."""
    source = Path(catalogue.__file__).parent / "library" / "pks-n.yaml"
    (office / "forms").mkdir()
    shutil.copy(source, office / "forms" / "của tôi.yaml")
    text = (office / "forms" / "của tôi.yaml").read_text("utf-8").replace("id: pks-n", "id: rieng")
    (office / "forms" / "của tôi.yaml").write_text(text, "utf-8")

    assert omr("poster", "rieng", "--out", tmp_path / "a.pdf").code == 0
    assert _code_on(tmp_path / "a.pdf") == "https://khaosat.example/f/rieng?channel=qr"


def test_serving_where_one_cannot_is_a_sentence(omr: Omr, home: Path) -> None:
    """The usual port in use, with advice that helps; an address of another computer; a port that is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = omr("serve", "pks-q", "--port", other.getsockname()[1])
    elsewhere = omr("serve", "pks-q", "--host", "192.0.2.7")

    assert (taken.code, "--port 0" in taken.err) == (68, True)
    assert (elsewhere.code, "192.0.2.7" in elsewhere.err) == (117, True)
    assert omr("serve", "pks-q", "--port", 65536).code == 2
    assert omr("serve", "pks-x", "--port", 0).code > 2
