"""How is the review desk opened? A server on this computer, an address that opens it once, and the browser."""

import errno
import getpass
import os
import secrets
import socket
import ssl
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import uvicorn

from app.console import notes
from app.language import language, say
from app.settings import load_settings
from app.web.server import Desk, create_app
from db.accounts import accounts
from db.engine import open_database
from omr.errors import OmrError
from omr.words import Text

LOCAL = "127.0.0.1"
_OPEN = Text(
    "Bàn kiểm phiếu đang mở; Ctrl-C để đóng. Địa chỉ, vào được một lần, ở trình duyệt đầu tiên:",
    "The review desk is open; Ctrl-C closes it. Its address, good once, for the first browser:",
)
_OPEN_TO_MANY = Text(
    "Bàn kiểm phiếu đang mở ra mạng; Ctrl-C để đóng. Mọi người đăng nhập bằng tài khoản của mình; tạo tài khoản: "
    "omr users add TÊN --role administrator. Địa chỉ:",
    "The review desk is open to the network; Ctrl-C closes it. Everybody logs in with an account; to make one: "
    "omr users add NAME --role administrator. Its address:",
)


class PortTaken(OmrError):
    """The port that was asked for is in use. Evidence: port."""

    exit_code: ClassVar[int] = 68
    sentence_text = Text("Cổng {port} đang có chương trình khác dùng.", "Another program uses port {port}.")
    advice_text = Text(
        "Chọn cổng khác bằng --port; --port 0 lấy cổng bất kỳ còn trống.",
        "Choose another with --port; --port 0 takes any that is free.",
    )


class AddressNotOurs(OmrError):
    """A door cannot be opened where it was asked for. Evidence: host, port, reason."""

    exit_code: ClassVar[int] = 117
    sentence_text = Text(
        "Không mở được {host}, cổng {port} ({reason}).", "{host}, port {port} cannot be opened ({reason})."
    )
    advice_text = Text(
        "--host phải là một địa chỉ của chính máy này; cổng dưới 1024 có thể cần quyền quản trị.",
        "--host must be an address of this computer; ports below 1024 may need an administrator.",
    )


class AccountsMissing(OmrError):
    """The desk is to be opened to a network, and nobody has an account."""

    exit_code: ClassVar[int] = 104
    sentence_text = Text(
        "Mở bàn kiểm phiếu ra mạng thì phải có tài khoản.", "A desk that is open to the network needs accounts."
    )
    advice_text = Text(
        "Thêm trước: omr users add TÊN --role administrator", "Add one first: omr users add NAME --role administrator"
    )


class ConnectionOpen(OmrError):
    """The desk is to be opened to a network without TLS."""

    exit_code: ClassVar[int] = 105
    sentence_text = Text(
        "Qua mạng, mật khẩu và ảnh phiếu phải đi bằng kết nối mã hóa.",
        "On a network passwords and pictures must travel encrypted.",
    )
    advice_text = Text(
        "Thêm --cert TỆP --key TỆP; hoặc --plain-http nếu có máy chủ trung gian lo việc ấy.",
        "Add --cert FILE --key FILE; or --plain-http where a proxy in front does that.",
    )


class CertificateUnusable(OmrError):
    """The certificate or its key cannot be used. Evidence: path, reason."""

    exit_code: ClassVar[int] = 107
    sentence_text = Text(
        "Không dùng được chứng thư “{path}” ({reason}).", "The certificate “{path}” cannot be used ({reason})."
    )
    advice_text = Text(
        "Cần tệp PEM và khóa của chính nó, đọc được.", "A PEM file and its own key are needed, both readable."
    )


@dataclass(frozen=True, slots=True)
class Door:
    """Where a desk is opened, and for whom.

    Beyond this computer it needs accounts, and TLS (`cert` and `key`) unless `plain_http` says that a proxy has it.
    """

    host: str = LOCAL
    port: int = 0
    browser: bool = True
    cert: Path | None = None
    key: Path | None = None
    plain_http: bool = False

    @property
    def network(self) -> bool:
        """Whether others can come in."""
        return self.host not in (LOCAL, "localhost", "::1")

    def address(self, scheme: str, port: int) -> str:
        """Return what to type into a browser on this computer, up to the path."""
        shown = LOCAL if self.host in ("0.0.0.0", "::") else self.host
        return f"{scheme}://{f'[{shown}]' if ':' in shown else shown}:{port}"


class _Announcing(uvicorn.Server):
    """A server that says its address as soon as it answers."""

    def __init__(self, config: uvicorn.Config, address: str, door: Door) -> None:
        super().__init__(config)
        self._address, self._door = address, door

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then say so."""
        await super().startup(sockets)
        notes.print(say(_OPEN_TO_MANY if self._door.network else _OPEN))
        # On standard output and on a line of its own: what a script waits for.
        print(self._address, flush=True)  # noqa: T201 - the one line that is no message but a result
        if self._door.browser:
            webbrowser.open(self._address)


def serve(home: Path | None, door: Door, who: str | None) -> None:
    """Open the desk and serve it until it is closed.

    Raises
    ------
    PortTaken, AddressNotOurs
        When another program has the port that was asked for, or the address is none of this computer.
    AccountsMissing, ConnectionOpen, CertificateUnusable
        When it is to be opened to a network without accounts, without TLS, or with a certificate that is none.
    """
    settings = load_settings(home)
    engine = open_database(settings.database_url)
    encrypted = door.cert is not None and door.key is not None
    if door.network and not accounts(engine):
        raise AccountsMissing
    if door.network and not (encrypted or door.plain_http):
        raise ConnectionOpen
    if encrypted:
        _try_certificate(door)
    desk = Desk(
        engine=engine,
        settings=settings,
        who=who or getpass.getuser(),
        token="" if door.network else secrets.token_urlsafe(24),
        language=language(),
        network=door.network,
        secure=encrypted,
    )
    listener = listening(door)
    address = door.address("https" if encrypted else "http", listener.getsockname()[1])
    if desk.token:
        address += f"/enter/{desk.token}"
    config = uvicorn.Config(
        create_app(desk), log_level="warning", access_log=False, ssl_certfile=door.cert, ssl_keyfile=door.key
    )
    _Announcing(config, address, door).run(sockets=[listener])


def _try_certificate(door: Door) -> None:
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(str(door.cert), str(door.key))
    except (OSError, ssl.SSLError) as error:
        raise CertificateUnusable(path=door.cert, reason=error.strerror or type(error).__name__) from error


def listening(door: Door) -> socket.socket:
    """Return a socket that is bound to a door.

    Raises
    ------
    PortTaken, AddressNotOurs
        When another program has the port that was asked for, or the address is none of this computer.
    """
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    # Named as TCP, so that asyncio sends small answers at once (TCP_NODELAY) and not 40 ms later.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        # On Windows the same word lets two programs have one port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((door.host, door.port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port=door.port) from error
        raise AddressNotOurs(host=door.host, port=door.port, reason=error.strerror) from error
    # Whoever is told the address may come at once; they wait until the server is ready.
    listener.listen()
    return listener
