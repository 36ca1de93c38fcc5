"""`omr forms check`, `proof` and `schema`: would a form be read well, what is looked at, and how is one written?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.console import notes, out, print_json, progress_bar
from app.files import result_file
from app.language import say
from app.numbers import number, share
from app.options import HomeOption
from omr.words import Text

if TYPE_CHECKING:
    from app.form_trial import QuestionTrial
    from forms.definition import Survey
    from forms.plan import PrintPlan

FormArgument = Annotated[
    str, typer.Argument(metavar="FORM", help="Mã mẫu phiếu hoặc tệp YAML. · Form id or YAML file.", show_default=False)
]

_SOUND = Text(
    vi="✓ {form}: mẫu đúng, {questions} câu, {boxes} ô, {pages} trang, bố cục {layout_id}.",
    en="✓ {form}: sound, {questions} questions, {boxes} boxes, {pages} page(s), layout {layout_id}.",
)
_FAULT = Text(vi="! trang {page}{question}: {words}.", en="! page {page}{question}: {words}.")
_NO_FAULT = Text(
    vi="✓ Khoảng cách giữa các ô, lề giấy và chữ đều đạt.", en="✓ Distances between boxes, margins and words are right."
)
_TRIED = Text(
    vi="✓ {sheets} phiếu giả lập như ở văn phòng: sai mà không hỏi {wrong}, chờ người xem {review}, "
    "không đọc được {unread}.",
    en="✓ {sheets} sheets simulated as in an office: silently wrong {wrong}, to review {review}, not read {unread}.",
)
_COPIED = Text(
    vi="✓ {sheets} phiếu in từ bản photocopy của bản photocopy: sai mà không hỏi {wrong}, chờ người xem "
    "{review}, không đọc được {unread}.",
    en="✓ {sheets} sheets copied from a copy: silently wrong {wrong}, to review {review}, not read {unread}.",
)
_WORST = Text(
    vi="! Câu {question}: {review} chờ người xem; hãy để các ô thoáng hơn hoặc bớt lựa chọn.",
    en="! Question {question}: {review} wait for a person; give its boxes more room or fewer choices.",
)
_TRYING, _COPYING = Text("Đang thử mẫu", "Trying the form"), Text("Đang thử bản photocopy", "Trying photocopies")
_SHEETS_A_SECOND = Text(vi="phiếu/giây", en="sheets/s")
_WRITTEN = Text(vi="Đã ghi {path}.", en="Wrote {path}.")
# A question of the counter sheet has 2 % to review; one with this much costs the office time.
_MUCH_REVIEW = 0.10
# Fewer than so many may be chance.
_FEW_ANSWERS = 4
# Names the made-up citizens; any number would do.
_FIRST_SEED = 20_000
# One photocopied sheet for so many others.
_COPIES_SHARE = 3


def check(
    form: FormArgument,
    pages: Annotated[
        int,
        typer.Option("--pages", min=0, max=10_000, help="Số phiếu giả lập; 0 là không thử. · Sheets to simulate."),
    ] = 24,
    json: Annotated[bool, typer.Option("--json", help="In JSON cho chương trình khác đọc. · Print JSON.")] = False,
    home: HomeOption = None,
) -> None:
    """Kiểm tra mẫu: lỗi viết, khoảng cách, và tỷ lệ đọc sai trên phiếu giả lập. · Check a form before printing.

    Ví dụ: omr forms check phieu-cua-toi.yaml --pages 100
    """
    from app.settings import forms_folder
    from forms.arrange import arrange
    from forms.catalogue import find_form

    survey = find_form(form, forms_folder(home))
    plan = arrange(survey)
    if json:
        _print_as_json(survey, plan, pages)
        return
    _say_sound(survey, plan)
    _say_faults(plan)
    if pages:
        _say_trial(_TRIED, _trial(survey, pages, copied=False), pages)
        copies = max(1, pages // _COPIES_SHARE)
        _say_trial(_COPIED, _trial(survey, copies, copied=True), copies)


def proof(
    form: FormArgument,
    out_path: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Tệp PDF. · PDF file.")],
    home: HomeOption = None,
) -> None:
    """Vẽ lên phiếu những chỗ máy sẽ đọc. · Draw over the sheet what the reader looks at.

    Ví dụ: omr forms proof pks-q --out kiem-tra.pdf
    """
    from app.settings import forms_folder
    from forms.arrange import arrange
    from forms.catalogue import find_form
    from forms.proof import draw_proof

    with result_file(out_path) as stream:
        stream.write(draw_proof(arrange(find_form(form, forms_folder(home)))))
    notes.print(say(_WRITTEN, path=out_path))


def schema(home: HomeOption = None) -> None:
    """In JSON Schema của tệp mẫu, cho trình soạn thảo. · Print the JSON Schema of a form, for editors.

    Ví dụ: omr forms schema > mau-phieu.schema.json
    """
    from forms.definition import definition_schema

    del home
    print_json(definition_schema())


def _say_sound(survey: "Survey", plan: "PrintPlan") -> None:
    from omr.layout.serial import layout_id

    fields = [field for page in plan.layout.pages for field in page.fields]
    out.print(
        say(
            _SOUND,
            form=survey.id,
            questions=len(fields),
            boxes=sum(len(field.boxes) for field in fields),
            pages=len(plan.layout.pages),
            layout_id=layout_id(plan.layout),
        )
    )


def _say_faults(plan: "PrintPlan") -> None:
    from forms.faults import faults_of

    faults = faults_of(plan)
    for fault in faults:
        question = f" {fault.question}" if fault.question else ""
        out.print(say(_FAULT, page=fault.page_number, question=question, words=say(fault.words)))
    if not faults:
        out.print(say(_NO_FAULT))


def _trial(survey: "Survey", sheets: int, *, copied: bool) -> "tuple[QuestionTrial, ...]":
    import os

    from app.form_trial import PHOTOCOPIED, try_form

    with progress_bar(_COPYING if copied else _TRYING, _SHEETS_A_SECOND) as advance:
        seeds = range(_FIRST_SEED, _FIRST_SEED + sheets)
        return try_form(survey, PHOTOCOPIED if copied else "office", seeds, os.cpu_count() or 1, advance)


def _say_trial(words: Text, trial: "tuple[QuestionTrial, ...]", sheets: int) -> None:
    from rich.table import Table

    answers = sum(question.answers for question in trial)
    wrong, unread = sum(q.silent_errors for q in trial), sum(q.unread for q in trial)
    review = share(sum(q.review for q in trial), answers)
    out.print(say(words, sheets=number(sheets), wrong=number(wrong), review=review, unread=number(unread)))
    table = Table(box=None, pad_edge=False, header_style="bold")
    headings = (Text("Câu", "Question"), Text("Trả lời", "Answers"), Text("Sai mà không hỏi", "Silently wrong"))
    for heading in (*headings, Text("Chờ xem", "To review"), Text("Không đọc", "Not read")):
        table.add_column(say(heading), justify="left" if heading is headings[0] else "right")
    for q in trial:
        figures = (number(q.answers), number(q.silent_errors), share(q.review, q.answers), number(q.unread))
        table.add_row(q.question, *figures)
    out.print(table)
    for q in trial:
        if q.review >= _FEW_ANSWERS and q.review_rate > _MUCH_REVIEW:
            out.print(say(_WORST, question=q.question, review=share(q.review, q.answers, 0)))


def _print_as_json(survey: "Survey", plan: "PrintPlan", sheets: int) -> None:
    from forms.faults import faults_of
    from omr.layout.serial import layout_id

    trial = _trial(survey, sheets, copied=False) if sheets else ()
    print_json(
        {
            "form": survey.id,
            "layout_id": layout_id(plan.layout),
            "pages": len(plan.layout.pages),
            "faults": [
                {"page": f.page_number, "question": f.question, "vi": f.words.vi, "en": f.words.en}
                for f in faults_of(plan)
            ],
            "sheets_simulated": sheets,
            "questions": [
                {
                    "question": q.question,
                    "answers": q.answers,
                    "silent_errors": q.silent_errors,
                    "review_rate": q.review_rate,
                    "unread": q.unread,
                }
                for q in trial
            ],
        }
    )
