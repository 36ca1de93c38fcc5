"""What does a period come to? Its verdict, questions and groups on one page, and the sheets behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.exporting import meanings
from app.given_out import GivenOut, all_given_out
from app.office import Office, load_office
from app.outside_figures import report_figures
from app.periods import asked_period, report_order
from app.report_files import ReportJob, report_makers
from app.report_settings import table_settings
from app.web.figures_view import group_lines, legend, level_bars, rate_words
from app.web.pages import Pages
from app.web.sessions import Desk, Session, Sessions
from db.answer_sheets import WantedAnswer, answer_sheets, responses_without_paper
from db.own_sheets import pages_about
from db.roles import Role
from db.sheet_groups import Group
from db.wording import role_questions
from reports.period_figures import FormFigures, rate_of, verdict
from reports.periods import Period, current_periods, find_period
from reports.report_table import TableSettings
from reports.tally import QuestionMeaning
from reports.told_figures import told_figures

_SHEETS_SHOWN = 500
_NO_CHOICE = ("valid", "blank", "several", "spoiled", "waiting")
_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Code = Annotated[str, Query(max_length=60)]


@dataclass(frozen=True, slots=True)
class Behind:
    """Which figure is looked behind: an answer to a question, of one group where one is named."""

    form: Code
    question: Code
    answer: Code
    group: Group | None = None
    of: Code = ""


def figures_routes(desk: Desk, pages: Pages, sessions: Sessions) -> APIRouter:
    """Return the routes of the figures of a period, of the sheets behind them, and of its report."""
    router = APIRouter()
    viewer, compiler = sessions.needs(Role.VIEWER), sessions.needs(Role.COMPILER)

    @router.get("/figures")
    def running(session: Annotated[Session, viewer], period: Code = "") -> Response:
        office = load_office(desk.settings.home)
        running = next(iter(current_periods(date.today(), office.windows())), None)
        if (given := _given_to(session, desk, office)) is not None:
            # Of what still runs nothing is told: the last report that was given out.
            running = max(_periods(office, given), key=lambda p: (p.last, p.first), default=running)
        # An office's own reports need not cover every day; a month is always there.
        found = running if running and not period else asked_period(period or f"{date.today():%Y-%m}", office)
        return RedirectResponse(f"/figures/{found.name}", status_code=303)

    @router.get("/figures/{name}")
    def figures(session: Annotated[Session, viewer], name: str, form: Code = "") -> HTMLResponse:
        office = load_office(desk.settings.home)
        period = asked_period(name, office)
        inside = session.may(Role.COMPILER)
        settings = table_settings(desk.settings.home, office, period, inside)
        # Who reviews sees the sheets as they come; small groups are hidden from them all the same.
        order = report_order(desk.settings.home, office, period)
        found = report_figures(desk.engine, order, session.may(Role.REVIEWER))
        told = told_figures(found, settings.hide_under)
        listed = _periods(office, _given_to(session, desk, office))
        chosen = next((f for f in told.forms if f.form == form), next(iter(told.forms), None))
        worded = None if chosen is None else _worded(chosen, meanings(desk.engine, session.language))
        return pages.page(
            "figures.html",
            session,
            period=period,
            periods=listed if period in listed else [period, *listed],
            figures=told,
            form=worded,
            shown=None if worded is None else _shown(worded, settings),
            settings=settings,
        )

    @router.get("/figures/{name}/report.{kind}")
    def report(session: Annotated[Session, compiler], name: str, kind: str, internal: bool = False) -> Response:
        del session
        if kind not in _KINDS:
            raise HTTPException(404)
        office = load_office(desk.settings.home)
        order = report_order(desk.settings.home, office, asked_period(name, office))
        found = report_figures(desk.engine, order, internal)
        file_name = f"bao-cao-{found.period.name}.{kind}"
        data = report_makers(ReportJob(desk.settings.home, office, found, internal))[file_name]()
        headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
        return Response(data, media_type=_KINDS[kind], headers=headers)

    _behind(router, desk, pages, sessions)
    return router


def _behind(router: APIRouter, desk: Desk, pages: Pages, sessions: Sessions) -> None:
    @router.get("/figures/{name}/sheets")
    def sheets(
        session: Annotated[Session, sessions.needs(Role.REVIEWER)],
        name: str,
        behind: Annotated[Behind, Depends()],
    ) -> HTMLResponse:
        period = asked_period(name, load_office(desk.settings.home))
        meaning = next(
            (
                m
                for m in meanings(desk.engine, session.language)
                if (m.form, m.question) == (behind.form, behind.question)
            ),
            None,
        )
        if meaning is None or behind.group in (Group.BATCH, Group.MONTH):
            raise HTTPException(404)
        wanted = WantedAnswer(
            behind.form,
            behind.question,
            (period.first, period.last),
            behind.answer,
            meaning.multiple,
            tuple(choice.code for choice in meaning.choices if choice.no_opinion),
            behind.group,
            behind.of,
            role_questions(desk.engine, (behind.group,) if behind.group is not None else ()),
        )
        found = answer_sheets(desk.engine, wanted)
        # Nobody sees single sheets about themselves.
        own = pages_about(desk.engine, session.officer, [sheet.page_id for sheet in found])
        told = [sheet for sheet in found if sheet.page_id not in own]
        labels = {choice.code: choice.label for choice in meaning.choices}
        return pages.page(
            "figure_sheets.html",
            session,
            period=period,
            meaning=meaning,
            answer=behind.answer if behind.answer in _NO_CHOICE else "",
            label=labels.get(behind.answer, behind.answer),
            group=behind.group,
            of=behind.of,
            sheets=told[:_SHEETS_SHOWN],
            found=len(found),
            without_paper=responses_without_paper(desk.engine, wanted),
        )


def _given_to(session: Session, desk: Desk, office: Office) -> GivenOut | None:
    """Return what was given out, for somebody who sees no more than that."""
    return None if session.may(Role.REVIEWER) or not office.hide_under else all_given_out(desk.engine, office)


def _periods(office: Office, given: GivenOut | None) -> list[Period]:
    """Return the reports of this year and the one before up to today, those that were given out where it says so."""
    today = date.today()
    named = (
        find_period(f"{year}-{window.name}", office.windows())
        for year in (today.year, today.year - 1)
        for window in office.windows()
    )
    listed = (found for found in named if found is not None and found.first <= today)
    return [found for found in listed if given is None or given.of(found)]


def _worded(form: FormFigures, asked: Sequence[QuestionMeaning]) -> FormFigures:
    """Return figures whose questions and levels are said in the language of these meanings; reports say Vietnamese."""
    known = {(meaning.form, meaning.question): meaning for meaning in asked}
    tallies = (replace(t, meaning=known.get((t.meaning.form, t.meaning.question), t.meaning)) for t in form.tallies)
    return replace(form, tallies=tuple(tallies))


def _shown(form: FormFigures, settings: TableSettings) -> dict[str, object]:
    """Return what is drawn of an instrument: its verdict, bars, groups, and what it was before."""
    bars = level_bars(form, settings.denominator)
    overall = form.overall
    rate = rate_of(overall, settings.denominator) if overall is not None else None
    groups = (
        (Group.FIELD, form.by_field, settings.fields),
        (Group.OFFICER, form.by_officer, settings.officers),
        (Group.COUNTER, form.by_counter, settings.counters),
        (Group.CHANNEL, form.by_channel if len(form.by_channel) > 1 else (), settings.channels),
    )
    trend = [(period, rate_of(t, settings.denominator)) for period, t in form.trend if t is not None and t.valid]
    earlier = [(name, c) for name, c in (("before", form.before), ("year_ago", form.year_ago)) if c is not None]
    return {
        "bars": bars,
        "legend": legend(bars),
        "overall": overall,
        "rate": rate,
        "rate_words": rate_words(rate) if rate is not None else "",
        "groups": [(g, group_lines(form, tallies, names, settings)) for g, tallies, names in groups if tallies],
        "trend": [(period, rate, rate_words(rate)) for period, rate in trend] if len(trend) > 1 else [],
        "earlier": [
            (name, c.period.title, rate_of(then, settings.denominator).value)
            for name, c in earlier
            if (then := verdict(c.tallies)) is not None
        ],
    }
