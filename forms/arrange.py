"""Where does everything of a form go? A survey to a `PrintPlan`: the layout to read, and what is printed around it.

The form is cut into strips that are never split, set as generously as the fewest pages allow, and what room is left
over goes between the questions. The same survey always gives the same plan.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from forms.choice_blocks import choice_strip
from forms.columns import answer_span
from forms.comment_blocks import comment_strip
from forms.definition import (
    CommentQuestion,
    DigitsQuestion,
    MultipleQuestion,
    PrefilledQuestion,
    Question,
    RatingQuestion,
    Section,
    SingleQuestion,
    Survey,
)
from forms.digit_blocks import digits_strip
from forms.flow import flow
from forms.frame import Frame, frame_of
from forms.heading import first_page_head, later_page_head
from forms.measures import Density
from forms.plan import Drawing, PrintPage, PrintPlan
from forms.prefill_blocks import prefill_strips
from forms.print_areas import print_areas
from forms.rating_blocks import rating_strips
from forms.section_title import title_strip
from forms.sheet_foot import captions, page_foot
from forms.strips import OUTLINE_MM, Ground, Strip, gutter_mm
from omr.layout.sheet import PageLayout, SheetLayout

# Between the title of a section and its first question.
_UNDER_TITLE_MM = 2.0
# What answers stand under where a form has no scale: five levels.
_USUAL_LEVELS = 5


def arrange(survey: Survey) -> PrintPlan:
    """Return the form laid out for printing.

    Raises
    ------
    NoRoomOnPage
        When a question is wider or higher than a page; names it, and by how much.
    UnprintableText
        When the typeface lacks a character of the wording.
    """
    frame = frame_of(survey.paper, survey.orientation == "landscape", survey.large_print, survey.dense)
    settings = tuple(_paginated(survey, frame, density) for density in frame.measures.densities)
    fewest = min(len(pages) for pages in settings)
    pages = next(pages for pages in settings if len(pages) == fewest)
    print_pages = tuple(_print_page(survey, frame, pages, number) for number in range(1, len(pages) + 1))
    layout = SheetLayout(survey.id, frame.page_size, OUTLINE_MM, tuple(page.layout for page in print_pages))
    return PrintPlan(survey.title.vi, survey.version, layout, print_pages)


def _paginated(survey: Survey, frame: Frame, density: Density) -> tuple[Drawing, ...]:
    ground = _ground(survey, frame, density)
    strips = tuple(strip for section in survey.sections for strip in _section_strips(section, survey, ground))
    return flow(strips, frame, (first_page_head(survey, frame)[1], later_page_head(survey, frame)[1]))


def _ground(survey: Survey, frame: Frame, density: Density) -> Ground:
    text_left_mm = frame.left_mm + gutter_mm(tuple(question.code for question in survey.questions()), frame)
    used = {question.scale for question in survey.questions() if isinstance(question, RatingQuestion)}
    levels = next((len(scale.choices) for scale in survey.scales if scale.name in used), _USUAL_LEVELS)
    first_mm, last_mm = answer_span(frame, text_left_mm, levels)
    return Ground(frame, survey.shape, density, text_left_mm, first_mm, last_mm, survey.bilingual)


def _section_strips(section: Section, survey: Survey, ground: Ground) -> Iterator[Strip]:
    """Yield the strips of a section; its title is a line of its own unless it can stand beside a scale's words."""
    title = section.title
    under_title = False
    if title is not None and not isinstance(section.questions[0], RatingQuestion):
        yield title_strip(title, section.questions[0].code, ground)
        title = None
        under_title = True
    for scale_name, group in groupby(section.questions, key=lambda question: getattr(question, "scale", None)):
        questions = tuple(group)
        ratings = tuple(question for question in questions if isinstance(question, RatingQuestion))
        scale = survey.scale(scale_name) if scale_name is not None else None
        strips = (
            rating_strips(ratings, scale, title, ground)
            if scale is not None
            else tuple(_question_strips(questions, ground))
        )
        title = None
        yield from _with_gaps(strips, _UNDER_TITLE_MM if under_title else ground.density.gap_mm, ground)
        under_title = False


def _with_gaps(strips: tuple[Strip, ...], first_mm: float, ground: Ground) -> Iterator[Strip]:
    """Yield the strips with white above each, but none between the rows of one grid."""
    yield replace(strips[0], gap_mm=first_mm)
    for strip in strips[1:]:
        yield replace(strip, gap_mm=ground.density.gap_mm if strip.lead is None else 0.0)


def _question_strips(questions: tuple[Question, ...], ground: Ground) -> Iterator[Strip]:
    """Yield the strips of questions that are no ratings; what the office fills in shares rows."""
    for filled_in, group in groupby(questions, key=lambda question: isinstance(question, PrefilledQuestion)):
        if filled_in:
            together = tuple(question for question in group if isinstance(question, PrefilledQuestion))
            yield from prefill_strips(together, ground)
        else:
            yield from (_question_strip(question, ground) for question in group)


def _question_strip(question: Question, ground: Ground) -> Strip:
    match question:
        case SingleQuestion() | MultipleQuestion():
            return choice_strip(question, ground)
        case DigitsQuestion():
            return digits_strip(question, ground)
        case CommentQuestion():
            return comment_strip(question, ground)
        case RatingQuestion() | PrefilledQuestion():
            raise TypeError("ratings and places to fill in are set together")


def _print_page(survey: Survey, frame: Frame, bodies: tuple[Drawing, ...], number: int) -> PrintPage:
    head, _ = (first_page_head if number == 1 else later_page_head)(survey, frame)
    foot = page_foot(survey, frame) if number == len(bodies) else Drawing()
    drawing = head + bodies[number - 1] + foot
    layout = PageLayout(number, drawing.fields, drawing.text_areas, frame.fiducials, frame.codes, print_areas(drawing))
    return PrintPage(layout, drawing, captions(frame))
