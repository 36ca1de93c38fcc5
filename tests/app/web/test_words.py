"""Facts about the words of the desk."""

import re
from pathlib import Path
from string import Formatter

import pytest

from app.web import words
from app.web.words import WORDS, said
from db.sheet_groups import Group
from forms.drafts import KINDS
from omr.reading import MarkState
from omr.words import Language

_WEB = Path(words.__file__).parent
_ASKED = re.compile(r"""\bsay\(\s*["'](\w+)["']\s*[,)]""")
_SAID = re.compile(r"""\bsaid\([\w.]+,\s*["'](\w+)["']""")


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_tell_the_same() -> None:
    """Whatever is put into the words of one language stands in those of the other, and neither is empty."""
    assert {name for name, text in WORDS.items() if _places(text.vi) != _places(text.en)} == set()
    assert {name for name, text in WORDS.items() if not (text.vi.strip() and text.en.strip())} == set()


def test_every_word_that_a_page_says_is_there() -> None:
    """In templates and in the code beside them; those that are put together of two parts as well."""
    asked = {name for path in (_WEB / "templates").glob("*.html") for name in _ASKED.findall(path.read_text("utf-8"))}
    told = {name for path in _WEB.glob("*.py") for name in _SAID.findall(path.read_text("utf-8"))}
    assert len(asked) > 150
    assert len(told) > 10
    assert asked | told <= set(WORDS)

    outcomes = ("read", "rejected", "held", "duplicate", "withdrawn")
    made = [f"kind_of_{kind}" for kind in KINDS] + [f"outcome_{outcome}" for outcome in outcomes]
    made += [f"told_{state.value}" for state in MarkState] + [f"answer_{n}" for n in ("valid", "blank", "several")]
    made += [f"{way}{group}{end}" for group in Group for way, end in (("by_", ""), ("", "_one"))]
    left_out = {"by_batch", "by_month", "month_one"}  # no page makes groups of them
    assert set(made) - left_out <= set(WORDS)


def test_what_is_said_has_its_evidence() -> None:
    """A number in its place, in both languages."""
    assert said(Language.VI, "left_one", count="1.234") == "Còn 1.234 mục cần xem"
    assert said(Language.EN, "left_one", count="1,234") == "1,234 to look at"
    with pytest.raises(KeyError):
        said(Language.EN, "không có")
