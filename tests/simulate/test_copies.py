"""What a printer and a copier leave of a page."""

import numpy as np
import pytest

from simulate.canvas import Canvas
from simulate.chance import Stream
from simulate.copies import CopyTone, add_specks, draw_copy_tone, fade_toner, photocopy, show_through
from tests.simulate.hands import white_paper

_TONE = CopyTone(black=0.2, white=0.8, gamma=1.0, blur_mm=0.0, specks=0)


def test_the_curve_of_a_copier_is_between_its_toner_and_its_paper() -> None:
    """Black up to its black, white from its white, straight between where gamma is one, never falling."""
    table = _TONE.table().astype(int)

    assert (table[0], table[51], table[204], table[255]) == (22, 22, 250, 250)
    assert table[128] == pytest.approx(136, abs=2)
    assert (np.diff(table) >= 0).all()
    darker = CopyTone(0.2, 0.8, 2.0, 0.0, 0).table()
    assert darker[128] < table[128] - 40


def test_a_copy_of_a_copy_is_harder() -> None:
    """A grey above the middle goes up each time, one below it down; colours become grey."""
    canvas = white_paper(in_colour=True)
    canvas.pixels[:300] = (150, 150, 150)
    canvas.pixels[300:] = (100, 100, 100)
    canvas.pixels[:, :10] = (0, 0, 255)
    levels = []
    for _ in range(2):
        photocopy(canvas, _TONE, Stream(1).rng())
        levels.append((int(canvas.pixels[100, 400, 0]), int(canvas.pixels[500, 400, 0])))

    assert 150 < levels[0][0] < levels[1][0]
    assert 100 > levels[0][1] > levels[1][1]
    assert np.ptp(canvas.pixels, axis=2).max() == 0


def test_copiers_blur_by_what_they_are_set_to() -> None:
    """A line loses its edge."""
    edges = []
    for blur_mm in (0.0, 0.07):
        canvas = white_paper()
        canvas.pixels[:, 400:] = 0
        photocopy(canvas, CopyTone(0.0, 1.0, 1.0, blur_mm, 0), Stream(1).rng())
        edges.append(int(np.abs(np.diff(canvas.pixels[100].astype(int))).max()))
    assert edges[0] > 220
    assert edges[1] < 100


def test_every_copier_that_is_drawn_keeps_black_from_white() -> None:
    """Its curve spans from toner to paper, and half of the greys lie between."""
    for seed in range(100):
        tone = draw_copy_tone(Stream(seed).rng())
        table = tone.table()
        assert (table[0], table[255]) == (22, 250)
        assert 0.08 <= tone.black < tone.white <= 0.94
        assert 0 <= tone.specks < 120
        assert 0 < tone.blur_mm < 0.1
    assert draw_copy_tone(Stream(1).rng()) == draw_copy_tone(Stream(1).rng())


def test_specks_are_as_many_as_are_told() -> None:
    """Dark points of at most 0.3 mm, in both kinds of page; none changes nothing."""
    for in_colour in (False, True):
        canvas = white_paper((200.0, 150.0), 10.0, in_colour)
        add_specks(canvas, 0, Stream(1).rng())
        assert (canvas.pixels == 255).all()
        add_specks(canvas, 30, Stream(1).rng())
        grey = canvas.pixels if not in_colour else canvas.pixels[:, :, 0]
        assert 20 <= (grey < 200).sum() <= 30 * 16


@pytest.mark.parametrize("in_colour", [False, True])
def test_toner_fades_by_its_loss(in_colour: bool) -> None:
    """Black is lighter by about that share in the mean, unevenly; white stays white, and no loss is no change."""
    lost = []
    for loss in (0.0, 0.2, 0.5):
        canvas = white_paper(in_colour=in_colour)
        canvas.pixels[:300] = 0
        fade_toner(canvas, loss, Stream(2).rng())
        lost.append(float(canvas.pixels[:290].mean()) / 255)
        assert (canvas.pixels[310:] == 255).all()
    assert lost == pytest.approx([0.0, 0.2 * 0.75, 0.5 * 0.75], abs=0.06)


def test_the_other_side_shows_through_mirrored() -> None:
    """What is at the left shows at the right, moved by a tenth of the page's height at most."""
    canvas = white_paper((200.0, 100.0), 5.0)
    canvas.pixels[200:300, 50:150] = 0
    before = canvas.pixels.copy()
    show_through(canvas, 0.2, Stream(11).rng())
    ghost = (before == 255) & (canvas.pixels < 225)
    rows, columns = np.nonzero(ghost)

    assert columns.size
    assert np.median(columns) == pytest.approx(900, abs=500 / 10 + 8)
    assert np.median(rows) == pytest.approx(250, abs=500 / 10 + 8)
    assert canvas.pixels[before == 255].min() >= 255 * 0.8 - 2


def test_nothing_is_drawn_by_a_chance_of_its_own() -> None:
    """The same stream leaves the same page."""
    pages: list[Canvas] = []
    for _ in range(2):
        canvas = white_paper()
        canvas.pixels[::7] = 60
        rng = Stream(9).rng()
        fade_toner(canvas, 0.3, rng)
        show_through(canvas, 0.1, rng)
        photocopy(canvas, draw_copy_tone(rng), rng)
        pages.append(canvas)
    assert np.array_equal(pages[0].pixels, pages[1].pixels)
