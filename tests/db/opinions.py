"""A form with wording and a box of opinions about it, for tests of what counts and reports."""

from datetime import date

from db.batches import NewBatch, create_batch
from db.engine import Engine
from db.responses import Response, ResponseForm, store_responses
from db.review import decide, queue
from db.sources import NewSource
from db.surveys import record_print_run
from forms.definition import Choice, Label, MultipleQuestion, RatingQuestion, Scale, Section, SingleQuestion, Survey
from omr.layout.serial import layout_id
from tests.db.values import FIRST, NOW, SECOND, accepted, layout, reading, scanned, unsure

_LEVELS = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "=Rất hài lòng")
_S5 = Scale(
    name="S5K",
    choices=(
        *(Choice(code=str(n), label=Label(vi=_LEVELS[n - 1]), score=float(n)) for n in (5, 4, 3, 2, 1)),
        Choice(code="KYK", label=Label(vi="Không có ý kiến", en="No opinion"), no_opinion=True),
    ),
    positive=("5", "4"),
)
SURVEY = Survey(
    id="pks-q",
    version="1",
    title=Label(vi="Phiếu"),
    instruction=Label(vi="Đánh dấu X"),
    scales=(_S5,),
    sections=(
        Section(
            questions=(
                SingleQuestion(
                    kind="single",
                    code="LV",
                    label=Label(vi="Lĩnh vực", en="Field"),
                    role="field",
                    choices=(
                        Choice(code="ht", label=Label(vi="Hộ tịch")),
                        Choice(code="dd", label=Label(vi="Đất đai")),
                    ),
                ),
                RatingQuestion(
                    kind="rating",
                    code="C1",
                    label=Label(vi="Nơi chờ", en="Waiting area"),
                    scale="S5K",
                    role="overall",
                ),
                MultipleQuestion(
                    kind="multiple",
                    code="MD",
                    label=Label(vi="Cần cải thiện"),
                    choices=tuple(Choice(code=code, label=Label(vi=code.upper())) for code in ("tt", "cs", "td", "0")),
                ),
            )
        ),
    ),
)


def opinions(engine: Engine) -> None:
    """Fill a database: nine papers in two batches, two kiosk responses, every standing that an answer can have."""
    record_print_run(engine, layout(), SURVEY.model_dump_json(), [FIRST, SECOND], NOW)
    box = create_batch(engine, "Hòm 1", "paper_box", NOW)
    pages = [
        reading(FIRST, accepted("LV", "ht"), accepted("C1", "5"), accepted("MD", "tt", "cs")),
        reading(SECOND, accepted("LV", "dd"), accepted("C1", "4"), accepted("MD")),
        reading(None, accepted("LV", "ht"), accepted("C1", "KYK"), accepted("MD", "td")),
        reading(None, accepted("LV"), accepted("C1", "4", "3"), accepted("MD", "tt", "cs", "td")),
        reading(None, accepted("LV", "dd"), accepted("C1"), unsure("MD", "tt")),
        reading(None, accepted("LV", "dd"), unsure("C1", "2"), accepted("MD", "0")),
        reading(None, accepted("LV", "dd"), unsure("C1", "1"), accepted("MD", "cs")),
        reading(None, accepted("LV", "dd"), unsure("C1", "3"), accepted("MD", "cs")),
    ]
    scanned(engine, *pages, batch=box, path="/home/nguoi-quet/hòm 1.pdf")
    second = create_batch(engine, "Hòm 2", "paper_box", NOW.replace(month=8))
    late = reading(None, accepted("LV", "ht"), accepted("C1", "5"), accepted("MD", "td"))
    scanned(engine, late, batch=second, path="hòm 2.pdf")
    unsure_of_c1 = [item for item in queue(engine) if item.kind == "question"]
    for item, word in zip(unsure_of_c1[1:3], ("1", "spoiled"), strict=True):
        decide(engine, item.id, word, "Người kiểm tra", "", NOW)
    store_responses(
        engine,
        ResponseForm("pks-q", layout_id(layout())),
        NewSource("kiosk.csv", "cd" * 32, 10),
        NewBatch("Kiosk", "kiosk"),
        [
            Response((("C1", ("5",)), ("MD", ("tt",))), "k-1", date(2026, 9, 1), "dd", "07"),
            Response((("C1", ()),), "k-2", date(2026, 7, 1)),
        ],
        NOW,
    )
