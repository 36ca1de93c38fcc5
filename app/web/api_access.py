"""May this request read that? Tokens in the Authorization header, their scopes, and a limit on wrong ones."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import Annotated

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from db.engine import Engine
from db.tokens import Scope, token_of
from omr.words import Text

# A person who copies a token badly tries a few times; a program that has an old one tries every few minutes.
_WRONG_ALLOWED = 10
_WINDOW_S = 60.0
# Addresses remembered at a time, the oldest forgotten first: nobody fills the memory from many of them.
_MAX_ADDRESSES = 1_000

_TOO_MANY = Text("Quá nhiều mã sai; đợi một phút.", "Too many wrong tokens; wait a minute.")
_NO_TOKEN = Text(
    "Thiếu mã truy cập còn hạn (Authorization: Bearer MÃ). Cấp mã: omr tokens add.",
    "A valid token is missing (Authorization: Bearer TOKEN). Make one with omr tokens add.",
)
_NOT_THIS = {
    scope: Text(f"Mã này không được đọc {scope.value}.", f"This token may not read {scope.value}.") for scope in Scope
}
_BEARER = HTTPBearer(auto_error=False, description="omr tokens add NAME --scope SCOPE")


class ApiProblem(Exception):
    """A request that is not answered: as HTTP says it, with what to do in both languages.

    Parameters
    ----------
    retry_s
        Seconds after which trying again is of use, 0 where it is none.
    """

    def __init__(self, status: int, said: Text, retry_s: int = 0) -> None:
        super().__init__(said.vi)
        self.status = status
        self.said = said
        self.retry_s = retry_s


class WrongTokens:
    """How many wrong tokens came from each address of late."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, address: str) -> int:
        """Return for how long an address is not listened to, 0 where it is."""
        with self._lock:
            times = self._of_late(address)
            return int(times[0] + _WINDOW_S - self._clock()) + 1 if len(times) >= _WRONG_ALLOWED else 0

    def note(self, address: str) -> None:
        """Remember that a wrong one came."""
        with self._lock:
            times = self._of_late(address)
            times.append(self._clock())
            self._wrong[address] = times
            self._wrong.move_to_end(address)
            while len(self._wrong) > _MAX_ADDRESSES:
                self._wrong.popitem(last=False)

    def _of_late(self, address: str) -> deque[float]:
        times = self._wrong.get(address, deque(maxlen=_WRONG_ALLOWED))
        while times and times[0] <= self._clock() - _WINDOW_S:
            times.popleft()
        return times


def may_read(engine: Engine, scopes: tuple[Scope, ...], wrong: WrongTokens) -> Callable[..., Scope]:
    """Return a dependency that lets only requests pass that bring a token of a scope; it gives the first it has."""

    def check(
        request: Request, brought: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)] = None
    ) -> Scope:
        address = request.client.host if request.client else ""
        if wait_s := wrong.wait_s(address):
            raise ApiProblem(429, _TOO_MANY, wait_s)
        token = token_of(engine, brought.credentials, datetime.now(UTC)) if brought else None
        if token is None:
            if brought:
                wrong.note(address)
            raise ApiProblem(401, _NO_TOKEN)
        held = next((scope for scope in scopes if scope in token.scopes), None)
        if held is None:
            raise ApiProblem(403, _NOT_THIS[scopes[0]])
        # The route may ask what it was: less is told to some.
        request.state.scope = held
        return held

    return check
