"""Facts about the office as data."""

from datetime import date
from pathlib import Path

import pytest

from app.office import OFFICE_FILE, TEMPLATE, OfficeExists, OfficeInvalid, load_office, write_template
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
