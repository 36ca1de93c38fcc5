"""Facts about the figures of a batch as a script gets them."""

import json
from dataclasses import replace
from datetime import datetime

from app.batch_json import figures_json, record_json, report_json
from batches.collate import Oddity, SheetState
from db.batches import Opening, Withdrawal
from tests.app.reports_of_batches import AT, FIGURES, RECORD, REPORT, odd


def test_what_nobody_wrote_down_is_null_or_empty() -> None:
    """No key is left out; a count by hand of nought is a count."""
    plain = record_json(RECORD)
    counted = record_json(replace(RECORD, opening=Opening(AT, "Tổ A", "Tổ B", 0)))

    assert plain.keys() == counted.keys()
    assert (plain["opened_at"], plain["opened_by"], plain["sheets_by_hand"], plain["withdrawn"]) == (
        None,
        "",
        None,
        None,
    )
    assert counted["sheets_by_hand"] == 0


def test_times_have_their_zone() -> None:
    """A script that reads them elsewhere means the same moment."""
    withdrawn = replace(RECORD, opening=Opening(AT), withdrawal=Withdrawal("Tổ A", "quét nhầm", AT))
    told = record_json(withdrawn)

    for text in (told["created_at"], told["opened_at"], told["withdrawn"]["at"]):
        assert datetime.fromisoformat(text) == AT
    assert (told["withdrawn"]["who"], told["withdrawn"]["why"]) == ("Tổ A", "quét nhầm")


def test_the_equations_hold_for_who_adds_up_the_json() -> None:
    """Pages and what lay beside come to their parts, sheets to their states, each state named though it is empty."""
    told = figures_json(FIGURES)
    pages, sheets, (printed,) = told["pages"], told["sheets"], told["printed"]

    parts = pages["read"] + sum(pages["rejected"].values()) + pages["blank_backs"] + pages["separators"]
    assert pages["scanned"] + pages["beside"] == parts == 1241
    assert pages["rejected"] == {"not_a_sheet": 6, "unknown_layout": 3}
    assert sheets.keys() == {"seen", *(state.value for state in SheetState)}
    assert sum(count for state, count in sheets.items() if state != "seen") == sheets["seen"] == 1226
    assert (sheets["incomplete"], sheets["withdrawn"]) == (0, 0)
    assert (printed["form"], printed["printed"]) == ("pks-q", 2000)


def test_all_of_a_report_is_json() -> None:
    """Every oddity is there, however many, with its page; one about no side says so by null."""
    oddities = (*odd(40), replace(odd(1, Oddity.UNKNOWN_LAYOUT)[0], side=0))
    told = json.loads(json.dumps(report_json(replace(REPORT, oddities=oddities)), ensure_ascii=False))

    assert told["batch"] == "Tuần 38 [bổ sung]"
    assert told["questions"] == {"all": 12200, "accepted": 12000, "reviewed": 150, "waiting": 50}
    assert len(told["oddities"]) == 41
    assert told["oddities_by_kind"] == {"missing_page": 40, "unknown_layout": 1}
    first, last = told["oddities"][0], told["oddities"][-1]
    assert (first["source"], first["source_page"], first["serial"], first["side"]) == ("/quét/hòm [1].pdf", 1, "S1", 2)
    assert last["side"] is None
    assert report_json(REPORT)["oddities_by_kind"] == {}
