"""What happens when a period is closed? Its report is written where the office wants it, and an address is told."""

import hashlib
import hmac
import json
import os
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import ClassVar
from urllib.error import HTTPError, URLError

from app.given_out import NotGivenOut, PeriodRuns
from app.outside_figures import report_figures
from app.periods import ReportOrder
from app.report_files import ReportJob, write_report
from db.engine import Engine
from db.periods import ClosedPeriod
from omr.errors import OmrError
from omr.words import Text
from reports.outside_periods import NotForOutsiders

# Shared with whoever listens at the address; in the environment, as files are copied about.
SECRET_VARIABLE = "OMR_WEBHOOK_SECRET"
_TIMEOUT_S = 15


class AddressNotTold(OmrError):
    """A period is closed and the address to be told did not take it. Evidence: name, url, reason."""

    exit_code: ClassVar[int] = 109
    sentence_text = Text(
        "Kỳ {name} đã chốt, nhưng chưa báo được cho {url}: {reason}.",
        "{name} is closed, but {url} was not told: {reason}.",
    )
    advice_text = Text("Báo lại: omr period announce {name}", "Try again: omr period announce {name}")


def announce(engine: Engine, home: Path, order: ReportOrder, closed: ClosedPeriod) -> tuple[str, ...]:
    """Do what the office wants done on closing; returns where the report was written and whom it told.

    The report is for outside the office. The address gets JSON by POST: unit, period, revision, when it was closed,
    how many answers waited, and the hash of the snapshot; with the shared secret a signature in `X-Omr-Signature`.

    Raises
    ------
    AddressNotTold
        When the address does not answer, or refuses.
    FolderNotWritable, OutputNotWritable
        When the report cannot be written.
    """
    wanted = order.office.on_close
    done: list[str] = []
    if wanted.folder:
        folder = home / Path(wanted.folder) / f"{closed.name}-{closed.revision}"
        # A month can be closed, or what still runs: these are for the office alone.
        with suppress(NotForOutsiders, PeriodRuns, NotGivenOut):
            write_report(ReportJob(home, order.office, report_figures(engine, order, internal=False)), folder)
            done.append(str(folder))
    if wanted.webhook is not None:
        _tell(wanted.webhook, order.office.unit, closed)
        done.append(wanted.webhook)
    return tuple(done)


def _tell(url: str, unit: str, closed: ClosedPeriod) -> None:
    said = {
        "unit": unit,
        "period": closed.name,
        "revision": closed.revision,
        "closed_at": closed.closed_at.isoformat(),
        "waiting": closed.waiting,
        "sha256": closed.sha256,
    }
    body = json.dumps(said, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if secret := os.environ.get(SECRET_VARIABLE):
        headers["X-Omr-Signature"] = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    # The scheme is http or https: the office's file is refused with any other.
    request = urllib.request.Request(url, body, headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S):
            return
    except (URLError, OSError, ValueError) as error:
        # A refusal is an answer too, and brings its connection along.
        if isinstance(error, HTTPError):
            error.close()
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise AddressNotTold(name=closed.name, url=url, reason=reason) from error
