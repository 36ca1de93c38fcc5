"""How is the review desk opened? A server on this computer, an address that opens it once, and the browser."""

import getpass
import secrets
import socket
import webbrowser
from pathlib import Path
from typing import ClassVar

import uvicorn

from app.console import notes
from app.language import language, say
from app.settings import load_settings
from app.web.server import Desk, create_app
from db.engine import open_database
from omr.errors import OmrError
from omr.words import Text

_HOST = "127.0.0.1"
_OPEN = Text(
    "Bàn kiểm phiếu đang mở; Ctrl-C để đóng. Địa chỉ:", "The review desk is open; Ctrl-C closes it. Its address:"
)


class PortTaken(OmrError):
    """The port that was asked for is in use. Evidence: port."""

    exit_code: ClassVar[int] = 68
    sentence_text = Text("Cổng {port} đang có chương trình khác dùng.", "Another program uses port {port}.")
    advice_text = Text("Bỏ --port để chọn cổng khác.", "Leave --port out to take another.")


class _Announcing(uvicorn.Server):
    """A server that says its address as soon as it answers."""

    def __init__(self, config: uvicorn.Config, address: str, browser: bool) -> None:
        super().__init__(config)
        self._address, self._browser = address, browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then say so."""
        await super().startup(sockets)
        notes.print(say(_OPEN))
        # On standard output and on a line of its own: what a script waits for.
        print(self._address, flush=True)  # noqa: T201 - the one line that is no message but a result
        if self._browser:
            webbrowser.open(self._address)


def serve(home: Path | None, port: int, browser: bool, who: str | None) -> None:
    """Open the desk and serve it until it is closed.

    Raises
    ------
    PortTaken
        When another program has the port that was asked for.
    """
    settings = load_settings(home)
    token = secrets.token_urlsafe(24)
    desk = Desk(open_database(settings.database_url), settings.originals, who or getpass.getuser(), token, language())
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
    except OSError as error:
        raise PortTaken(port=port) from error
    address = f"http://{_HOST}:{listener.getsockname()[1]}/enter/{token}"
    config = uvicorn.Config(create_app(desk), log_level="warning", access_log=False)
    _Announcing(config, address, browser).run(sockets=[listener])
