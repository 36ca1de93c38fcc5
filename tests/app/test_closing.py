"""Facts about what happens when a period is closed."""

import gc
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.closing import SECRET_VARIABLE
from app.office import OFFICE_FILE
from tests.app.running import Omr


class _Listener(BaseHTTPRequestHandler):
    """Keeps what it is told; refuses while `refuses` is set."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        assert isinstance(server, _Server)
        server.told.append((body, self.headers.get("X-Omr-Signature", "")))
        self.send_response(500 if server.refuses else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    told: list[tuple[bytes, str]]
    refuses: bool


@pytest.fixture
def listener() -> Iterator[_Server]:
    """Return a server that listens on this machine."""
    with _Server(("127.0.0.1", 0), _Listener) as server:
        server.told, server.refuses = [], False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_closed_period_is_written_and_told(
    omr: Omr, week: Path, listener: _Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into the folder of the office, and to an address, signed with the shared secret."""
    monkeypatch.setenv(SECRET_VARIABLE, "bí mật")
    url = f"http://127.0.0.1:{listener.server_port}/ky"
    (week / OFFICE_FILE).write_text(f"unit: Phường Mẫu\non_close: {{folder: ra, webhook: '{url}'}}\n", "utf-8")

    assert omr("period", "close", "2026-Q3", "--provisional", "--who", "VP").code == 0
    assert (week / "ra" / "2026-Q3-1" / "bao-cao-2026-Q3.pdf").is_file()
    ((body, signature),) = listener.told
    said = json.loads(body)
    assert (said["unit"], said["period"], said["revision"]) == ("Phường Mẫu", "2026-Q3", 1)
    assert signature == "sha256=" + hmac.new("bí mật".encode(), body, hashlib.sha256).hexdigest()


def test_a_period_stays_closed_though_nobody_listens(omr: Omr, week: Path, listener: _Server) -> None:
    """The address is told again later; a sentence says so. An office that wants nothing is told that."""
    url = f"http://127.0.0.1:{listener.server_port}/"
    (week / OFFICE_FILE).write_text(f"unit: X\non_close: {{webhook: '{url}'}}\n", "utf-8")
    listener.refuses = True

    ran = omr("period", "close", "2026-Q3", "--provisional")
    assert (ran.code, "omr period announce 2026-Q3" in ran.err) == (109, True)
    # A connection left open by the refusal would be found now, and fail this test, not one that happens to follow.
    gc.collect()
    assert len(json.loads(omr("period", "list", "--json").out)) == 1
    listener.refuses = False
    assert omr("period", "announce", "2026-Q3").code == 0
    assert len(listener.told) == 2

    (week / OFFICE_FILE).write_text("unit: X\n", "utf-8")
    assert "nothing to send" in omr("period", "announce", "2026-Q3").err
    assert omr("period", "announce", "2026-Q1").code == 89
    (week / OFFICE_FILE).write_text("unit: X\non_close: {webhook: 'file:///etc/passwd'}\n", "utf-8")
    assert omr("office", "check").code == 81
