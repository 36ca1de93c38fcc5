"""Facts about what `omr forms check` says. That it tries a form, and what is no form, is in the facts about forms."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from app.form_trial import PHOTOCOPIED, QuestionTrial
from forms import catalogue
from tests.app.running import Omr


class _Trials:
    """What trials come to; and with how many sheets each kind was asked for."""

    def __init__(self, *questions: QuestionTrial) -> None:
        self.questions, self.asked = questions, dict[str, range]()

    def __call__(self, *order: object) -> tuple[QuestionTrial, ...]:
        _, kind, seeds, *_ = order
        assert isinstance(seeds, range)
        self.asked[str(kind)] = seeds
        return self.questions


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> _Trials:
    """Return a trial of 1,240 answers: one silently wrong, seven to review."""
    made = _Trials(
        QuestionTrial("N1", right=1199, silent_errors=1, review=0, unread=0),
        QuestionTrial("N2", right=26, silent_errors=0, review=4, unread=0),
        QuestionTrial("N3", right=1, silent_errors=0, review=3, unread=6),
    )
    monkeypatch.setattr("app.form_trial.try_form", made)
    return made


@pytest.mark.parametrize(
    ("language", "told", "row", "worst"),
    [
        ("vi", "sai mà không hỏi 1, chờ người xem 0,6 %, không đọc được 6", "N1 1.200 1 0,0 % 0", "N2: 13 %"),
        ("en", "silently wrong 1, to review 0.6 %, not read 6", "N1 1,200 1 0.0 % 0", "N2: 13 %"),
    ],
)
def test_a_trial_is_told_in_the_numbers_of_the_language(
    omr: Omr, trials: _Trials, language: str, told: str, row: str, worst: str
) -> None:
    """For the form and each question; one that costs the office time is named, though not for three answers of ten."""
    ran = omr("--lang", language, "forms", "check", "pks-n", "--pages", 1240)
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    # Sentences are broken where the terminal ends.
    words = " ".join(lines)

    assert ran.code == 0
    assert words.count(told) == 2
    assert row in lines
    assert words.count(worst) == 2
    assert not any(line.startswith("!") and "N3" in line for line in lines)
    assert "1,240 sheets simulated" in ran.out or "1.240 phiếu giả lập" in ran.out


@pytest.mark.parametrize(("pages", "copies"), [(24, 8), (2, 1), (1, 1)])
def test_one_photocopy_is_tried_for_three_sheets(omr: Omr, trials: _Trials, pages: int, copies: int) -> None:
    """At least one, however few; of none there is no trial at all."""
    omr("forms", "check", "pks-n", "--pages", pages)

    assert {kind: len(seeds) for kind, seeds in trials.asked.items()} == {"office": pages, PHOTOCOPIED: copies}


def test_without_sheets_nothing_is_tried(omr: Omr, trials: _Trials) -> None:
    """The form is looked at all the same, for people and for scripts."""
    ran = omr("forms", "check", "pks-n", "--pages", 0)
    told = json.loads(omr("forms", "check", "pks-n", "--pages", 0, "--json").out)

    assert trials.asked == {}
    assert "✓ pks-n: sound, 3 questions" in ran.out
    assert "Distances" in ran.out
    assert (told["form"], told["sheets_simulated"], told["questions"]) == ("pks-n", 0, [])
    assert told["layout_id"] in ran.out


def test_a_script_gets_every_figure(omr: Omr, trials: _Trials) -> None:
    """Of the trial of sheets; rates as numbers and not as words."""
    told = json.loads(omr("--lang", "vi", "forms", "check", "pks-n", "--pages", 9, "--json").out)

    assert set(trials.asked) == {"office"}
    assert [question["answers"] for question in told["questions"]] == [1200, 30, 10]
    assert told["questions"][1]["review_rate"] == pytest.approx(4 / 30)
    assert told["questions"][2]["unread"] == 6


def test_a_fault_is_told_with_its_page_and_question(omr: Omr, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the language of the run; for a script in both. Such a form is not called right."""
    from forms.faults import Fault
    from omr.words import Text

    faults = (Fault(2, "C1", Text("hai ô quá gần", "two boxes too near")), Fault(1, "", Text("lề hẹp", "narrow")))
    monkeypatch.setattr("forms.faults.faults_of", lambda _: faults)
    shown = omr("--lang", "vi", "forms", "check", "pks-n", "--pages", 0).out
    told = json.loads(omr("forms", "check", "pks-n", "--pages", 0, "--json").out)["faults"]

    assert "! trang 2 C1: hai ô quá gần." in shown
    assert "! trang 1: lề hẹp." in shown
    assert "đều đạt" not in shown
    assert told[0] == {"page": 2, "question": "C1", "vi": "hai ô quá gần", "en": "two boxes too near"}


def test_a_proof_of_a_file_of_ones_own(omr: Omr, tmp_path: Path) -> None:
    """By its path, blanks and accents in it; where it cannot be written, a sentence and no file."""
    source = Path(catalogue.__file__).parent / "library" / "pks-n.yaml"
    (tmp_path / "mẫu của tôi.yaml").write_bytes(source.read_bytes())
    ran = omr("forms", "proof", tmp_path / "mẫu của tôi.yaml", "--out", tmp_path / "kiểm tra.pdf")

    assert (ran.code, "kiểm tra.pdf" in ran.err) == (0, True)
    assert (tmp_path / "kiểm tra.pdf").read_bytes().startswith(b"%PDF")
    assert omr("forms", "proof", "pks-n", "--out", tmp_path / "none" / "a.pdf").code == 4


@pytest.mark.parametrize(
    "words",
    [
        ("check", "cua-toi", "--pages", 0),
        ("layout", "cua-toi"),
        ("preview", "cua-toi", "--out", "x.png"),
        ("proof", "cua-toi", "--out", "x.pdf"),
        ("list",),
    ],
)
def test_the_offices_own_forms_are_known_by_their_id(
    omr: Omr, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...]
) -> None:
    """As they are to omr print; a file elsewhere is checked whatever is wrong with those."""
    (home / "forms").mkdir()
    text = (files("forms") / "library" / "pks-n.yaml").read_text("utf-8")
    (home / "forms" / "của tôi.yaml").write_text(text.replace("id: pks-n", "id: cua-toi"), "utf-8")
    monkeypatch.chdir(tmp_path)

    ran = omr("forms", *words)
    assert ran.code == 0
    assert words[0] != "list" or "cua-toi" in ran.out
    (home / "forms" / "hỏng.yaml").write_text("id: [", "utf-8")
    (tmp_path / "khác.yaml").write_text(text, "utf-8")
    assert omr("forms", "check", "khác.yaml", "--pages", 0).code == 0
