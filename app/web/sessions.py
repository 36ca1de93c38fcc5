"""Who is at the desk? Browsers that came in by the one-time address or by an account, and what each may do."""

import hmac
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Annotated, Any

from fastapi import Depends, Form, HTTPException, Request
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.accounts import identified
from app.settings import Settings
from db.accounts import Account, find_account, plain_name
from db.engine import Engine
from db.roles import Role
from db.turns import Reviewer
from omr.words import Language

COOKIE = "omr_desk"
# A browser that nobody has touched for so long must come in again.
_IDLE_S = 8 * 3600
# Guesses at one account, and from one address: a clerk mistypes twice, a program guesses for hours (OWASP ASVS 2.2.1).
_PER_NAME = RateLimitItemPerMinute(5, 5)
_PER_ADDRESS = RateLimitItemPerHour(60)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a desk works with.

    `token` opens it once, for the one at this computer: `who`, who may do everything. With `network` everybody logs in
    by an account, and `token` is empty: it opens nothing. `secure` cookies are sent over TLS alone.
    """

    engine: Engine
    settings: Settings
    who: str
    token: str
    language: Language
    network: bool = False
    secure: bool = False

    @property
    def store(self) -> Path | None:
        """Where copies of the scanned files are."""
        return self.settings.originals


@dataclass(slots=True)
class Session:
    """One browser at the desk: who it is, what they may do, the word against forged forms, and their pace.

    `account` is what was logged in by, None for who came in by the one-time address.
    """

    who: str
    role: Role
    officer: str
    language: Language
    account: Account | None = None
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    name: str = field(default_factory=lambda: secrets.token_urlsafe(8))
    seconds: list[float] = field(default_factory=list)
    touched_s: float = field(default_factory=time.monotonic)

    @property
    def reviewer(self) -> Reviewer:
        """Whom the queue knows them as."""
        return Reviewer(self.name, self.who, self.officer)

    def may(self, role: str) -> bool:
        """Tell whether they have a role or one that includes it."""
        return self.role.may(Role(role))


class Sessions:
    """The browsers that are in; gone when the program ends."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._token = desk.token
        self._open: dict[str, Session] = {}
        self._guesses = MovingWindowRateLimiter(MemoryStorage())
        # One comes in after another: guesses sent side by side are counted each before the next is looked at.
        self._door = Lock()

    def enter(self, token: str) -> str | None:
        """Return a new session's cookie for the one-time address, None for any other, and for the second who comes."""
        with self._door:
            if not self._token or not hmac.compare_digest(token.encode(), self._token.encode()):
                return None
            self._token = ""
            return self._opened(Session(self._desk.who, Role.ADMINISTRATOR, "", self._desk.language))

    def log_in(self, name: str, password: str, address: str) -> str | None:
        """Return a new session's cookie for an account and its password, None where they are not right.

        Raises
        ------
        HTTPException
            429 after too many wrong guesses at this account or from this address.
        """
        limits = ((_PER_NAME, plain_name(name).lower()), (_PER_ADDRESS, address))
        with self._door:
            if not all(self._guesses.test(limit, whose) for limit, whose in limits):
                raise HTTPException(429)
            account = identified(self._desk.engine, name, password)
            if account is None:
                for limit, whose in limits:
                    self._guesses.hit(limit, whose)
                return None
            return self._opened(Session(account.name, account.role, account.officer, self._desk.language, account))

    def log_out(self, request: Request) -> None:
        """End the session of a request."""
        self._open.pop(request.cookies.get(COOKIE, ""), None)

    def knows(self, request: Request) -> bool:
        """Tell whether a request comes from a browser that is in, whatever it may."""
        return request.cookies.get(COOKIE, "") in self._open

    def language(self, request: Request) -> Language:
        """Return what the browser of a request is spoken to in, whether it may come in or not."""
        session = self._open.get(request.cookies.get(COOKIE, ""))
        return session.language if session is not None else self._desk.language

    def of(self, request: Request, role: Role = Role.VIEWER) -> Session:
        """Return the session of a request, or refuse it.

        Raises
        ------
        HTTPException
            401 where nobody came in, 403 where they may not.
        """
        session = self._open.get(request.cookies.get(COOKIE, ""))
        if session is None or time.monotonic() - session.touched_s > _IDLE_S:
            raise HTTPException(401)
        if session.account is not None and find_account(self._desk.engine, session.account.name) != session.account:
            # It was disabled meanwhile, or given another password.
            raise HTTPException(401)
        session.touched_s = time.monotonic()
        if not session.role.may(role):
            raise HTTPException(403)
        return session

    def of_form(self, request: Request, csrf: str, role: Role) -> Session:
        """Return the session of a form that was sent with a word in it, or refuse it as `of` does."""
        session = self.of(request, role)
        if not hmac.compare_digest(csrf.encode(), session.csrf.encode()):
            raise HTTPException(403)
        return session

    def needs(self, role: Role) -> Any:
        """Return the dependency of a page that only some may see; it gives their session."""

        def looked_up(request: Request) -> Session:
            return self.of(request, role)

        return Depends(looked_up)

    def needs_form(self, role: Role) -> Any:
        """Return the dependency of a form that only some may send, with their own word in it."""

        def checked(request: Request, csrf: Annotated[str, Form()] = "") -> Session:
            return self.of_form(request, csrf, role)

        return Depends(checked)

    def _opened(self, session: Session) -> str:
        now = time.monotonic()
        # Those that nobody has touched for hours are let go of.
        self._open = {cookie: other for cookie, other in self._open.items() if now - other.touched_s <= _IDLE_S}
        cookie = secrets.token_urlsafe(32)
        self._open[cookie] = session
        return cookie
