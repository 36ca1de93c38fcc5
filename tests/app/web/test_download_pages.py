"""Facts about what can be taken along."""

import csv
import io
import re

from db.desk import item_detail
from db.four_eyes import require_two
from db.review import decide, queue
from db.roles import Role
from tests.app.web.papers import waiting
from tests.app.web.seats import OfficeDesk, Seat
from tests.db.values import NOW


def test_the_trail_is_every_decision(week_desk: OfficeDesk) -> None:
    """As a table that spreadsheets read: nobody's text becomes a formula."""
    item = waiting(week_desk.engine)[0]
    decide(week_desk.engine, item, "2", "Người xem", "=1+1", NOW)
    seat = week_desk.account("Người tổng hợp", Role.COMPILER)
    answer = seat.get("/trail.csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))

    assert "Người xem" in row.values()
    assert "=1+1" not in row.values()
    assert re.fullmatch(r'attachment; filename="decisions-\d{4}-\d\d-\d\d\.csv"', answer.headers["Content-Disposition"])
    assert seat.get("/accesses.csv").status_code == 403
    assert week_desk.account("Người xem", Role.REVIEWER).get("/trail.csv").status_code == 403
    assert len(queue(week_desk.engine)) == 1
    assert item_detail(week_desk.engine, item).history[0].why == "=1+1"


def _who_said_what(seat: Seat) -> list[tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(seat.get("/trail.csv").content.decode("utf-8-sig")))
    return [(row["who"], row["after"]) for row in rows]


def test_the_trail_does_not_lead_a_second_opinion(week_desk: OfficeDesk) -> None:
    """What another said is in it once the question is settled; what one said oneself is at once."""
    item = waiting(week_desk.engine)[0]
    require_two(week_desk.engine, "pks-q", "C1", True, "Quản trị", NOW)
    one, other = (week_desk.account(name, Role.COMPILER) for name in ("Người Một", "Người Hai"))
    one.post(f"/queue/{item}", answer="2")

    assert _who_said_what(one) == [("Người Một", "2")]
    assert _who_said_what(other) == []
    other.post(f"/queue/{item}", answer="2")
    assert _who_said_what(other) == [("Người Một", "2"), ("Người Hai", "2")]
