"""How does the desk look? Values into pages, by the templates beside this module."""

from pathlib import Path
from statistics import median
from time import time
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from app.batch_report import BatchReport, batch_report
from app.batch_words import day, moment
from app.numbers import number
from app.web import crops
from app.web.words import said
from db.batches import list_batches
from db.desk import Detail, page_history, page_of
from db.engine import Engine
from db.review import queue
from forms.definition import Survey
from omr.errors import OmrError
from omr.layout.sheet import FieldKind
from omr.words import Language

if TYPE_CHECKING:
    from app.web.server import Session

# Keys in the order of the choices: digits first, then letters that stand for nothing else here.
_KEYS = "123456789abcdefghijklmnopqrtvwyz"
_BATCHES_SHOWN = 8
_GALLERY_SHOWN = 60
_USUAL_SECONDS = 4.0
_KINDS = ("question", "page", "duplicate", "alike", "incomplete")


class Views:
    """The pages of the desk."""

    def __init__(self, engine: Engine, templates: Path) -> None:
        self._engine = engine
        self._pages = Environment(loader=FileSystemLoader(templates), autoescape=select_autoescape(), trim_blocks=True)

    def say(self, session: "Session", name: str, **evidence: object) -> str:
        """Return words of the desk in the language of a browser."""
        return said(session.language, name, **evidence)

    def start(self, session: "Session") -> str:
        """Return the start page: what waits, and the latest batches with their figures."""
        waiting = queue(self._engine)
        kinds = [(kind, sum(item.kind == kind for item in waiting)) for kind in _KINDS]
        batches = [self._batch(record.batch.name) for record in list_batches(self._engine)[-_BATCHES_SHOWN:][::-1]]
        return self._page("start.html", session, waiting=len(waiting), kinds=kinds, batches=batches, day=day)

    def item(self, session: "Session", detail: Detail, left: int, following: int, turn: tuple[str, str]) -> str:
        """Return the page of one item; `turn` is the kind that is looked at and what there is to say first."""
        kind, notice = turn
        return self._page(
            "item.html",
            session,
            detail=detail,
            item=detail.item,
            file=Path(detail.item.source).name,
            question=self._wording(detail, session.language),
            choices=self._choices(detail, session.language),
            ticks=list(zip(_KEYS, crops.choice_places(detail), strict=False)),
            frame=crops.frame_of(detail),
            several=detail.field is not None and detail.field.kind is FieldKind.MULTIPLE,
            machine=self._machine(detail, session),
            reasons=[reason.sentence(session.language, detail.item.evidence) for reason in detail.item.reasons],
            left=left,
            minutes=self._minutes(session, left),
            following=following,
            kind=kind,
            notice=notice,
            shown_at=time(),
            moment=moment,
        )

    def nothing(self, session: "Session", notice: str) -> str:
        """Return the page of an empty queue."""
        return self._page("nothing.html", session, notice=notice)

    def decided(self, session: "Session", item_id: int, answer: str) -> str:
        """Return what was just decided, in words."""
        words = {"blank": "blank", "spoiled": "spoiled", "discard": "discard", "first": "first", "second": "second"}
        words |= {"both": "both", "all": "all", "accept": "accept"}
        shown = self.say(session, words[answer]) if answer in words else answer
        return self.say(session, "decided", item=item_id, answer=shown)

    def gallery(self, session: "Session", question: str, answer: str, notice: str = "") -> str:
        """Return crops of the questions that wait with the same guess, to be confirmed together."""
        from db.desk import item_detail

        details = [item_detail(self._engine, item.id) for item in queue(self._engine) if item.kind == "question"]
        groups: dict[tuple[str, str], list[Detail]] = {}
        for detail in details:
            guess = ";".join(detail.machine_chosen) or "blank"
            groups.setdefault((detail.item.question, guess), []).append(detail)
        shown = sorted(groups.get((question, answer), []), key=lambda detail: -detail.confidence)[:_GALLERY_SHOWN]
        several = [(key, len(group)) for key, group in groups.items() if _may_be_confirmed(group[0])]
        return self._page(
            "gallery.html",
            session,
            groups=sorted(several, key=lambda pair: -pair[1]),
            shown=shown,
            question=question,
            answer=answer,
            notice=notice,
        )

    def sheet(self, session: "Session", page_id: int) -> str:
        """Return a page with everything that was decided about it."""
        place, seen, _ = page_of(self._engine, page_id)
        history = page_history(self._engine, page_id)
        return self._page(
            "sheet.html",
            session,
            place=place,
            seen=seen,
            file=Path(place.path).name,
            history=history,
            moment=moment,
        )

    def problem(self, language: Language, error: OmrError) -> str:
        """Return what went wrong as a page: what was seen, and what to do."""
        return self._render("problem.html", language, sentence=error.sentence(language), advice=error.advice(language))

    def gone(self, language: Language) -> str:
        """Return the page for those who have no session."""
        return self._render("problem.html", language, sentence=said(language, "gone"), advice="")

    def _page(self, template: str, session: "Session", **values: Any) -> str:
        return self._render(template, session.language, csrf=session.csrf, **values)

    def _render(self, template: str, language: Language, **values: Any) -> str:
        def words(name: str, **evidence: object) -> str:
            return said(language, name, **evidence)

        return self._pages.get_template(template).render(say=words, language=language.value, number=number, **values)

    def _batch(self, name: str) -> BatchReport:
        return batch_report(self._engine, name)

    def _wording(self, detail: Detail, language: Language) -> str:
        question = _survey(detail).question(detail.item.question) if detail.survey_json and detail.field else None
        return question.label.to(language) if question is not None else ""

    def _choices(self, detail: Detail, language: Language) -> list[tuple[str, str, str]]:
        """Return key, code and words of every choice, in printed order."""
        if detail.field is None:
            return []
        asked = {a.code: a for a in _survey(detail).answerables()}.get(detail.item.question)
        labels = {c.code: c.label.to(language) for c in asked.choices} if asked is not None else {}
        codes = [box.choice for box in detail.field.boxes]
        return [(key, code, labels.get(code, code)) for key, code in zip(_KEYS, codes, strict=False)]

    def _machine(self, detail: Detail, session: "Session") -> str:
        answer = ", ".join(detail.machine_chosen) or self.say(session, "machine_blank")
        return self.say(session, "machine_chose", answer=answer, confidence=f"{100 * detail.confidence:.0f} %")

    def _minutes(self, session: "Session", left: int) -> int:
        pace = median(session.seconds[-20:]) if session.seconds else _USUAL_SECONDS
        return max(1, round(left * pace / 60))


def _survey(detail: Detail) -> Survey:
    return Survey.model_validate_json(detail.survey_json)


def _may_be_confirmed(detail: Detail) -> bool:
    """Tell whether the machine's guess is an answer that the question takes: two marks where one is asked are none."""
    if detail.field is None:
        return False
    return detail.field.kind is FieldKind.MULTIPLE or len(detail.machine_chosen) <= 1
