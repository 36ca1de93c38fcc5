"""`omr audit`: how often is the machine certain and wrong? And `omr four-eyes`: which questions need two people."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from app.console import notes, out, print_json
from app.language import say
from app.numbers import number
from app.options import HomeOption, JsonOption
from omr.errors import OmrError
from omr.words import Text

if TYPE_CHECKING:
    from db.engine import Engine

_DRAWN = Text(
    "✓ Đã rút {sample} trong {population} câu máy đã nhận, trộn vào hàng chờ. Xem lại: omr review",
    "✓ {sample} of {population} accepted answers drawn and put into the queue. Look at them: omr review",
)
_FOUND = Text(
    "Đã kiểm {checked}/{drawn} câu, {differ} câu khác máy; tỷ lệ sai không báo không quá {bound} % (tin cậy 95 %).",
    "{checked} of {drawn} checked, {differ} read otherwise; silent errors at most {bound} % (95 % confidence).",
)
_NOTHING = Text("Chưa kiểm câu nào. Rút mẫu: omr audit --sample 100", "Nothing checked yet: omr audit --sample 100")
_NEEDED = Text("✓ Câu {question} của mẫu {form}: cần hai người cùng ý.", "✓ {form} {question} needs two who agree.")
_LIFTED = Text("✓ Câu {question} của mẫu {form}: một người là đủ.", "✓ {form} {question} needs one person.")
_NONE = Text("Không câu nào cần hai người.", "No question needs two people.")


class QuestionNotKnown(OmrError):
    """No form of this name has such a question here. Evidence: form, question, known."""

    exit_code = 106
    sentence_text = Text("Mẫu {form} không có câu {question}.", "The form {form} has no question {question}.")
    advice_text = Text("Các câu đã biết: {known}.", "Questions that are known: {known}.")


WhoOption = Annotated[str | None, typer.Option("--who", metavar="NAME", help="Ai làm việc này. · Who does this.")]


def audit(
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, metavar="N", help="Rút N câu máy nhận. · Draw N answers.")
    ] = None,
    batch: Annotated[str, typer.Option("--batch", metavar="NAME", help="Chỉ trong lô này. · Of this batch only.")] = "",
    seed: Annotated[
        int | None, typer.Option("--seed", help="Để rút lại đúng như thế. · For the same draw again.", hidden=True)
    ] = None,
    who: WhoOption = None,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Kiểm tra mù: người đọc lại một mẫu câu máy đã nhận. · Check accepted answers blindly.

    Ví dụ: omr audit --sample 200   rồi   omr audit
    """
    from datetime import UTC, datetime

    from app.settings import load_settings
    from db.audits import audited_answers, draw_audit
    from db.engine import open_database
    from reports.audit import audit_figures

    engine = open_database(load_settings(home).database_url)
    if sample is not None:
        drawn = draw_audit(engine, sample, who or getpass.getuser(), datetime.now(UTC), seed, batch)
        if not json:
            notes.print(say(_DRAWN, sample=number(drawn.sample), population=number(drawn.population)))
            return
    answers = [answer for answer in audited_answers(engine) if batch in ("", answer.batch)]
    total = next(iter(audit_figures(answers)), None)
    if json:
        named = [("", total), *((f.group, f) for f in audit_figures(answers, lambda answer: answer.batch))]
        print_json(
            [
                {
                    "batch": name,
                    "drawn": f.drawn,
                    "checked": f.checked,
                    "disagreements": f.disagreements,
                    "rate": f.rate,
                    "upper_bound_95": f.bound,
                }
                for name, f in named
                if f is not None
            ]
        )
        return
    if total is None or total.bound is None:
        out.print(say(_NOTHING))
        return
    bound = number(100 * total.bound, 2)
    figures = {"checked": total.checked, "drawn": total.drawn, "differ": total.disagreements}
    out.print(say(_FOUND, bound=bound, **{name: number(value) for name, value in figures.items()}))


def four_eyes(
    form: Annotated[str | None, typer.Argument(metavar="FORM", help="Mã mẫu phiếu. · Form.")] = None,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="Mã câu. · Question.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Từ nay một người là đủ. · One person is enough again.")] = False,
    who: WhoOption = None,
    home: HomeOption = None,
) -> None:
    """Câu nào cần hai người cùng ý khi xem lại. · Which questions need two reviewers who agree.

    Ví dụ: omr four-eyes pks-q C1   ·   omr four-eyes
    """
    from datetime import UTC, datetime

    from app.settings import load_settings
    from db.engine import open_database
    from db.four_eyes import questions_for_two, require_two

    engine = open_database(load_settings(home).database_url)
    if form is None or question is None:
        rules = questions_for_two(engine)
        for known_form, known_question in rules:
            out.print(f"{known_form} {known_question}")
        if not rules:
            out.print(say(_NONE))
        return
    _refuse_unknown(engine, form, question)
    require_two(engine, form, question, not off, who or getpass.getuser(), datetime.now(UTC))
    notes.print(say(_LIFTED if off else _NEEDED, form=form, question=question))


def _refuse_unknown(engine: "Engine", form: str, question: str) -> None:
    from app.exporting import meanings
    from app.language import language

    known = [m.question for m in meanings(engine, language()) if m.form == form]
    if question not in known:
        raise QuestionNotKnown(form=form, question=question, known=", ".join(known) or "–")
