"""A review desk in this process, and who sits at it: a browser that came in, with its word against forged forms."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from app.accounts import new_account
from app.settings import Settings
from app.web.server import Desk, create_app
from db.accounts import find_account
from db.engine import Engine, open_database
from db.roles import Role
from omr.words import Language

PASSWORD = "một mật khẩu đủ dài"
TOKEN = "một-lần"  # of a desk that is gone with the test
WHO = "Tổ Một cửa"
_WORD = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Seat:
    """One browser at the desk."""

    client: TestClient
    csrf: str

    def get(self, path: str) -> Response:
        """Fetch a page, going where it leads."""
        answer: Response = self.client.get(path)
        return answer

    def post(self, path: str, files: Any = None, **form: Any) -> Response:
        """Send a form of the desk's own; where it leads is not followed."""
        data = {"csrf": self.csrf} | form
        answer: Response = self.client.post(path, data=data, files=files, follow_redirects=False)
        return answer


@dataclass(frozen=True, slots=True)
class OfficeDesk:
    """A desk that is open to a network: whoever comes has an account."""

    app: FastAPI
    engine: Engine
    settings: Settings

    def stranger(self) -> TestClient:
        """Return a browser of somebody who is not in."""
        return TestClient(self.app, raise_server_exceptions=False, follow_redirects=False)

    def chief(self) -> Seat:
        """Return a browser of the administrator, who may do everything."""
        if find_account(self.engine, WHO) is None:
            return self.account(WHO, Role.ADMINISTRATOR)
        return self.logged_in(WHO)

    def account(self, name: str, role: Role, officer: str = "") -> Seat:
        """Return the browser of somebody with a new account, logged in."""
        new_account(self.engine, name, PASSWORD, role, officer, datetime(2026, 9, 1, tzinfo=UTC))
        return self.logged_in(name)

    def logged_in(self, name: str) -> Seat:
        """Return another browser of somebody who has an account."""
        client = TestClient(self.app, raise_server_exceptions=False)
        return _seated(client, client.post("/login", data={"name": name, "password": PASSWORD}))


def open_desk(settings: Settings, language: Language = Language.VI) -> OfficeDesk:
    """Return a desk over an office's home; whoever opens it disposes of its engine."""
    engine = open_database(settings.database_url)
    app = create_app(Desk(engine, settings, WHO, "", language, network=True))
    return OfficeDesk(app, engine, settings)


def _seated(client: TestClient, first_page: Response) -> Seat:
    word = _WORD.search(first_page.text)
    assert word is not None
    return Seat(client, word[1])
