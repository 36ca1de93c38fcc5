"""Facts about the office as data."""

from datetime import date
from pathlib import Path

import pytest

from app.dossiers import DOSSIERS_FILE, DossiersUnreadable
from app.office import OFFICE_FILE, OfficeInvalid, load_office
from app.office_template import TEMPLATE, OfficeExists, write_template
from reports.periods import CCHC, find_period


def _written(home: Path, text: str) -> Path:
    (home / OFFICE_FILE).write_text(text, "utf-8")
    return home


def test_the_template_is_an_office(tmp_path: Path) -> None:
    """With the calendar of administrative reform and the usual quotas; it is not written twice."""
    path = write_template(tmp_path)
    office = load_office(tmp_path)

    assert path.read_text("utf-8") == TEMPLATE
    assert office.windows() == CCHC
    assert [(rule.form, rule.scope, rule.minimum) for rule in office.quotas] == [
        ("pks-q", "office", 25),
        ("pks-c", "officer", 20),
    ]
    with pytest.raises(OfficeExists):
        write_template(tmp_path)


def test_without_a_file_there_is_a_nameless_office(tmp_path: Path) -> None:
    """Reports can be made before anything is written down."""
    assert load_office(tmp_path).quotas == ()


def test_an_office_has_a_calendar_of_its_own(tmp_path: Path) -> None:
    """The first day may be the year before."""
    office = load_office(
        _written(
            tmp_path,
            "unit: X\ncalendar:\n"
            "  - {name: N1, title: Kỳ một, first: 1/11, last: 30/4, from_last_year: true, due: 5/5}\n",
        )
    )
    period = find_period("2026-N1", office.windows())

    assert period is not None
    assert (period.first, period.last, period.due) == (date(2025, 11, 1), date(2026, 4, 30), date(2026, 5, 5))


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("parent: X\n", 1, "unit"),
        ("unit: X\nfone: 1\n", 2, "fone"),
        ("unit: X\nquotas:\n  - {form: a, scope: ofice, minimum: 3}\n", 3, "quotas.0.scope"),
        ("unit: X\nquotas:\n  - form: a\n    scope: office\n", 3, "quotas.0"),
        ("unit: X\ncalendar:\n  - name: Q\n    title: T\n    first: 31/2\n    last: 1/3\n", 3, "calendar.0"),
        ("unit: X\ncalendar:\n  - name: Q\n    title: T\n    first: hôm qua\n    last: 1/3\n", 5, "calendar.0.first"),
        ("unit: X\nhide_under: nhiều\n", 2, "hide_under"),
    ],
)
def test_a_mistake_is_named_by_line_and_key(tmp_path: Path, text: str, line: int, key: str) -> None:
    """So that a clerk can mend it."""
    with pytest.raises(OfficeInvalid) as found:
        load_office(_written(tmp_path, text))

    assert f"office.yaml:{line}: key “{key}”" in dict(found.value.evidence)["problems_en"]


def test_what_is_no_yaml_is_said(tmp_path: Path) -> None:
    """With its line."""
    with pytest.raises(OfficeInvalid) as found:
        load_office(_written(tmp_path, "unit: [\n"))
    assert "office.yaml:" in dict(found.value.evidence)["problems_vi"]


@pytest.mark.parametrize(
    ("tiers", "sound"),
    [
        ("[{up_to: 200, share: 1}, {up_to: 1000, share: 0.3}, {share: 0.2}]", True),
        ("[{up_to: 1000, share: 0.3}, {up_to: 200, share: 1}, {share: 0.2}]", False),
        ("[{up_to: 200, share: 1}]", False),
    ],
)
def test_tiers_take_any_number_of_dossiers(tmp_path: Path, tiers: str, sound: bool) -> None:
    """In rising order, and the last one without an end; else some number would have no quota."""
    home = _written(tmp_path, f"unit: X\nquotas:\n  - {{form: a, scope: office, tiers: {tiers}}}\n")
    if sound:
        assert [tier.share for tier in load_office(home).quotas[0].tiers] == [1.0, 0.3, 0.2]
        return
    with pytest.raises(OfficeInvalid):
        load_office(home)


def test_an_office_scores_indicators(tmp_path: Path) -> None:
    """From 1 to 9, by the questions of one form."""
    text = "unit: X\nindicators:\n  form: nd\n  questions: {1: [H1], 6: [H6, H7]}\n  office_scores: {5: 2}\n"
    indicators = load_office(_written(tmp_path, text)).indicators
    assert indicators is not None
    assert (indicators.questions, indicators.office_scores) == ({1: ("H1",), 6: ("H6", "H7")}, {5: 2.0})
    with pytest.raises(OfficeInvalid):
        load_office(_written(tmp_path, text.replace("{1: [H1]", "{10: [H1]")))


def test_dossiers_come_from_a_table_too(tmp_path: Path) -> None:
    """By period and field, thousands as spreadsheets write them; what is typed holds, and a total may be left out."""
    _written(tmp_path, "unit: X\ndossiers: [{period: 2026-H1, total: 9}]\n")
    rows = '2026-Q3,,1.441\n2026-Q3,1,310\n2026-Q1,1,"1,200"\n2026-Q1,2,34\n2026-H1,,99\n'
    (tmp_path / DOSSIERS_FILE).write_text("\ufeffperiod,field,dossiers\n" + rows, "utf-8")
    office = load_office(tmp_path)

    known = {d.period: (d.total, d.by_field) for d in office.dossiers}
    assert known == {"2026-H1": (9, {}), "2026-Q3": (1441, {"1": 310}), "2026-Q1": (1234, {"1": 1200, "2": 34})}


@pytest.mark.parametrize(
    "text", ["kỳ,số\n1,2\n", "period,field,dossiers\n2026-Q3,1,nhiều\n", "period,field,dossiers\nA,1,2\nA,1,3\n"]
)
def test_a_wrong_table_of_dossiers_is_a_sentence(tmp_path: Path, text: str) -> None:
    """With its line: no column, no number, a field twice."""
    (tmp_path / DOSSIERS_FILE).write_text(text, "utf-8")
    with pytest.raises(DossiersUnreadable):
        load_office(tmp_path)
