"""Facts about how the review desk is opened."""

import asyncio
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from app.desk import (
    AccountsMissing,
    AddressNotOurs,
    CertificateUnusable,
    ConnectionOpen,
    Door,
    PortTaken,
    listening,
    serve,
)
from db.accounts import Account, add_account
from db.engine import open_database
from db.roles import Role
from omr.words import Language
from tests.db.values import NOW


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port that another program listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_in_use_is_said_with_a_way_out(taken: int) -> None:
    """The advice works whatever port a command takes by itself."""
    with pytest.raises(PortTaken) as refused:
        listening(Door(port=taken))

    assert str(taken) in refused.value.sentence(Language.VI)
    assert "--port 0" in refused.value.advice(Language.VI)
    with listening(Door(port=0)) as free:
        assert free.getsockname()[1] not in (0, taken)


@pytest.mark.parametrize("host", ["192.0.2.7", "khong-co.invalid"])
def test_an_address_of_another_computer_is_not_called_a_port_in_use(host: str) -> None:
    """Whoever mistypes an address is told so, and is not sent looking for another program."""
    with pytest.raises(AddressNotOurs) as refused:
        listening(Door(host))

    assert host in refused.value.sentence(Language.EN)


def test_who_comes_early_waits(tmp_path: Path) -> None:
    """The address is good as soon as it is known, before the server is ready."""
    with listening(Door()) as door, socket.create_connection(door.getsockname(), timeout=5):
        assert door.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "address", "network"),
    [
        ("127.0.0.1", "https://127.0.0.1:8080", False),
        ("localhost", "https://localhost:8080", False),
        ("::1", "https://[::1]:8080", False),
        ("0.0.0.0", "https://127.0.0.1:8080", True),
        ("::", "https://127.0.0.1:8080", True),
        ("10.1.2.3", "https://10.1.2.3:8080", True),
        ("fd00::7", "https://[fd00::7]:8080", True),
        ("phuong-mau.local", "https://phuong-mau.local:8080", True),
        # Like this computer's address, and another one.
        ("127.0.0.1.example", "https://127.0.0.1.example:8080", True),
    ],
)
def test_an_address_can_be_typed_into_a_browser(host: str, address: str, network: bool) -> None:
    """Numbers of the sixth version stand in brackets; doors for all are entered here by this computer's own address."""
    assert Door(host).address("https", 8080) == address
    assert Door(host).network is network


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[socket.socket]]:
    """Let servers begin to answer and end at once; return the sockets that they were given."""
    served: list[list[socket.socket]] = []

    async def begun(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        del self, sockets

    def run(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        asyncio.run(self.startup(sockets))
        served.append(sockets or [])
        for one in sockets or []:
            one.close()

    monkeypatch.setattr(uvicorn.Server, "startup", begun)
    monkeypatch.setattr(uvicorn.Server, "run", run)
    return served


def test_the_address_is_a_line_of_its_own_and_opens_once(
    home: Path, opened: list[list[socket.socket]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a script waits for on standard output, each time another; the browser gets the same where it is wanted."""
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    for browser in (True, False):
        serve(home, Door(browser=browser), "Tổ Một cửa")
    said = capsys.readouterr()

    first, second = said.out.splitlines()
    assert first.startswith("http://127.0.0.1:")
    assert first.split("/enter/")[1] != second.split("/enter/")[1]
    assert len(second.split("/enter/")[1]) >= 32
    assert shown == [first]
    assert len(opened) == 2
    assert first not in said.err


def _administrator(home: Path) -> None:
    engine = open_database(f"sqlite:///{(home / 'omr.sqlite3').as_posix()}")
    add_account(engine, Account("an", Role.ADMINISTRATOR, "", "", NOW, disabled=False))
    engine.dispose()


def test_a_door_to_the_network_needs_accounts_and_encryption(home: Path, opened: list[list[socket.socket]]) -> None:
    """In this order; a proxy that encrypts, or a certificate of one's own, is enough."""
    with pytest.raises(AccountsMissing):
        serve(home, Door("0.0.0.0", browser=False, plain_http=True), None)
    _administrator(home)
    with pytest.raises(ConnectionOpen):
        serve(home, Door("0.0.0.0", browser=False), None)
    with pytest.raises(ConnectionOpen):
        serve(home, Door("0.0.0.0", browser=False, cert=Path("a.pem")), None)
    assert opened == []

    serve(home, Door("0.0.0.0", browser=False, plain_http=True), None)

    assert len(opened) == 1


def test_a_door_to_the_network_is_opened_by_accounts_alone(
    home: Path, opened: list[list[socket.socket]], capsys: pytest.CaptureFixture[str]
) -> None:
    """No address lets anybody in without a password, and it is said how the first account is made."""
    _administrator(home)
    serve(home, Door("0.0.0.0", browser=False, plain_http=True), None)
    said = capsys.readouterr()

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+\n", said.out)
    assert "omr users add" in said.err
    assert len(opened) == 1


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    cert, key = folder / f"{name} chứng thư.pem", folder / f"{name} khóa.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


def test_a_certificate_that_cannot_be_used_is_a_sentence(home: Path, tmp_path: Path) -> None:
    """None there, no certificate, or the key of another one: said before anything is opened."""
    cert, key = _certificate(tmp_path, "a")
    _, other = _certificate(tmp_path, "b")
    (tmp_path / "text.pem").write_text("không phải", "utf-8")

    for bad in ((tmp_path / "none.pem", key), (tmp_path / "text.pem", key), (cert, other), (tmp_path, key)):
        with pytest.raises(CertificateUnusable) as refused:
            serve(home, Door(browser=False, cert=bad[0], key=bad[1]), None)
        assert bad[0].name in refused.value.sentence(Language.VI)


def test_with_a_certificate_the_address_is_encrypted(
    home: Path, tmp_path: Path, opened: list[list[socket.socket]], capsys: pytest.CaptureFixture[str]
) -> None:
    """And says so."""
    cert, key = _certificate(tmp_path, "a")

    serve(home, Door(browser=False, cert=cert, key=key), None)

    assert capsys.readouterr().out.startswith("https://127.0.0.1:")
    assert len(opened) == 1
