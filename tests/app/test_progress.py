"""Facts about the bar of what takes long."""

from io import StringIO

import pytest
from rich.console import Console

from app.language import speak
from app.progress import bar_of
from omr.words import Language, Text

_UNIT = Text("trang/giây", "pages/s")


@pytest.mark.parametrize(("language", "said"), [(Language.VI, "12,5 trang/giây"), (Language.EN, "12.5 pages/s")])
def test_speed_is_written_as_the_language_writes_it(language: Language, said: str) -> None:
    """25 pages in two seconds, after the first."""
    speak(language)
    screen, now = StringIO(), [0.0]
    with bar_of(_UNIT, Console(file=screen, force_terminal=True, width=120)) as bar:
        bar.get_time = lambda: now[0]
        task = bar.add_task("", total=50)
        for now[0], done in ((1.0, 1), (3.0, 26)):
            bar.update(task, completed=done)
        bar.refresh()

    assert said in screen.getvalue()


def test_a_file_gets_no_bar() -> None:
    """Logs are not filled with bars."""
    log = StringIO()
    with bar_of(_UNIT, Console(file=log)) as bar:
        bar.update(bar.add_task("", total=2), completed=1)

    assert log.getvalue() == ""
