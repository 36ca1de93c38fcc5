"""Facts about what the recogniser is fitted on."""

from pathlib import Path

import numpy as np
import pytest

from bench.fitpages import FIT_GRADES, fit_page
from bench.otherforms import other_page
from bench.samples import OTHERS, Samples, _measure, collect, load, save
from omr.reading import MarkFeatures, PageRejected
from omr.reasons import Reason

_GRADE = next(iter(FIT_GRADES))
_SEED = 11


def test_every_box_of_a_page_is_a_sample_with_what_is_true_of_it() -> None:
    """In the order of the sheet: nothing drawn is empty, what was taken back is cancelled, the rest is marked."""
    layout, page = fit_page(_GRADE, _SEED)
    rows = _measure(_GRADE, [_SEED])
    questions = [field.question for field in layout.pages[0].fields]

    assert len(rows) == len(page.truth.boxes) > 0
    for (values, label, seed, field, kind), truth in zip(rows, page.truth.boxes, strict=True):
        assert len(values) == 1 + len(MarkFeatures._fields)
        assert np.isfinite(values).all()
        assert (seed, questions[field], kind) == (_SEED, truth.question, truth.kind.value)
        assert label == (0 if kind == "none" else 2 if truth.cancelled else 1)
    assert {label for _, label, *_ in rows} >= {0, 1}


def test_forms_of_others_are_measured_as_forms_of_others() -> None:
    """By the grade's name; the boxes are those of their own forms."""
    _, page = other_page(_GRADE, 2)
    rows = _measure(OTHERS + _GRADE, [2])

    assert [kind for *_, kind in rows] == [truth.kind.value for truth in page.truth.boxes]


def test_a_page_that_cannot_be_read_gives_no_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """And holds up none of the others."""
    layout, page = fit_page(_GRADE, _SEED)
    outcomes = iter([PageRejected(Reason.BLANK_PAGE)])
    read = __import__("bench.samples", fromlist=["_read"])._read

    def first_is_lost(grade: str, seed: int) -> object:
        lost = next(outcomes, None)
        return (layout, page, lost) if lost is not None else read(grade, seed)

    monkeypatch.setattr("bench.samples._read", first_is_lost)

    assert {seed for _, _, seed, _, _ in _measure(_GRADE, [1, _SEED])} == {_SEED}


def test_samples_come_back_as_they_were_kept(tmp_path: Path) -> None:
    """To the last digit, in their order, with the words of their kinds."""
    kept = Samples(
        np.array([[0.1, 1 / 3], [2.0, -1e-9]]), np.array([0, 2]), np.array([7, 8]), np.array([0, 1]),
        np.array(["none", "cross_ringed"]),
    )  # fmt: skip
    save(kept, tmp_path / "mẫu đo.npz")
    back = load(tmp_path / "mẫu đo.npz")

    for name in ("features", "label", "page", "field", "kind"):
        assert getattr(back, name).dtype == getattr(kept, name).dtype
        assert np.array_equal(getattr(back, name), getattr(kept, name))


def test_samples_are_the_same_however_many_work() -> None:
    """In the order of the seeds."""
    samples = collect(_GRADE, range(_SEED, _SEED + 9), 2)
    alone = [row for seed in range(_SEED, _SEED + 9) for row in _measure(_GRADE, [seed])]

    assert samples.page.tolist() == [seed for _, _, seed, _, _ in alone]
    assert samples.kind.tolist() == [kind for *_, kind in alone]
    assert np.array_equal(samples.features, np.array([values for values, *_ in alone]))
