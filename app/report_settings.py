"""What has this office decided about its tables? Names, dossiers, denominators and what is hidden, for one period."""

from pathlib import Path

from app.batch_words import CHANNELS
from app.office import Office
from app.reporting import indicator_scheme
from app.roster import ROSTER_FILE, officer_names
from omr.words import Language
from reports.periods import Period
from reports.report_table import TableSettings


def table_settings(home: Path, office: Office, period: Period, internal: bool) -> TableSettings:
    """Return the settings of the tables of a period.

    Parameters
    ----------
    internal
        The tables stay in the office: small cells and the names of officers are shown.

    Raises
    ------
    RosterUnreadable
        When the table of officers cannot be read.
    """
    dossiers = office.dossiers_of(period.name)
    usual = {code: words.to(Language.VI) for code, words in CHANNELS.items()}
    return TableSettings(
        fields={named.code: named.name for named in office.fields},
        counters={named.code: named.name for named in office.counters},
        channels=usual | {named.code: named.name for named in office.channels},
        officers=officer_names(home / ROSTER_FILE) if internal else {},
        dossiers=dossiers.by_field if dossiers is not None else {},
        pooling=office.index,
        denominator=office.denominator,
        hide_under=0 if internal else office.hide_under,
        ranked=office.rank_officers,
        indicators=indicator_scheme(office),
    )
