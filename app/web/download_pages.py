"""What can be taken along? The trail of decisions as somebody may know it, and the log of pictures shown."""

import io
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Response

from app.exporting import table_of
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from db.own_sheets import pages_about
from db.roles import Role
from db.trail import Deed, deeds
from reports.tables import Cell, write_csv
from reports.trail import DEED_COLUMNS, deed_rows


def download_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of what is downloaded."""
    del pages
    router = APIRouter()

    @router.get("/trail.csv")
    def trail(session: Annotated[Session, sessions.needs(Role.COMPILER)]) -> Response:
        own = pages_about(desk.engine, session.officer)
        return _csv("decisions", DEED_COLUMNS, deed_rows(told_deeds(deeds(desk.engine), session.who, own)))

    @router.get("/accesses.csv")
    def accesses(session: Annotated[Session, sessions.needs(Role.ADMINISTRATOR)]) -> Response:
        table = table_of("accesses", desk.engine, session.language)
        return _csv("accesses", table.columns, table.rows)

    return router


def told_deeds(trail: Iterable[Deed], who: str, own: Collection[int]) -> list[Deed]:
    """Return what somebody may know of a trail: nothing about themselves, nor what another said before a second has."""
    past = [deed for deed in trail if deed.page_id not in own]
    settled = {deed.item_id: place for place, deed in enumerate(past) if deed.holds}
    return [d for place, d in enumerate(past) if d.holds or d.who == who or place < settled.get(d.item_id, 0)]


def _csv(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Response:
    stream = io.BytesIO()
    write_csv(columns, rows, stream)
    headers = {"Content-Disposition": f'attachment; filename="{name}-{datetime.now(UTC):%Y-%m-%d}.csv"'}
    return Response(stream.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
