"""Facts about where everything is kept."""

from pathlib import Path

import pytest

from app.settings import HomeNotWritable, UnknownKeeping, UnknownLanguage, language_from, load_settings
from omr.words import Language


def test_the_folder_on_the_command_line_comes_first(tmp_path: Path) -> None:
    """It outweighs the environment, and is made where it is missing."""
    settings = load_settings(tmp_path / "a" / "b", {"OMR_HOME": str(tmp_path / "other")})

    assert settings.home == (tmp_path / "a" / "b").resolve()
    assert settings.home.is_dir()
    assert not (tmp_path / "other").exists()


def test_the_environment_names_the_home(tmp_path: Path) -> None:
    """OMR_HOME holds where no folder is given; the database is a file in it."""
    settings = load_settings(None, {"OMR_HOME": str(tmp_path / "nhà dữ liệu")})

    assert settings.home == (tmp_path / "nhà dữ liệu").resolve()
    assert settings.database_url == f"sqlite:///{settings.home.as_posix()}/omr.sqlite3"


def test_without_either_the_home_is_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written where the program happens to be started."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "data" / name)

    assert load_settings(None, {}).home == (tmp_path / "data" / "omr").resolve()


def test_another_database_can_be_named(tmp_path: Path) -> None:
    """OMR_DATABASE_URL takes the place of the file in the home."""
    settings = load_settings(tmp_path, {"OMR_DATABASE_URL": "postgresql://office/omr"})

    assert settings.database_url == "postgresql://office/omr"


def test_a_home_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    """It names the folder and the way out."""
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(HomeNotWritable) as refused:
        load_settings(tmp_path / "file" / "home", {})

    assert str(tmp_path / "file" / "home") in refused.value.sentence(Language.VI)
    assert "--home" in refused.value.advice(Language.EN)


def test_trying_a_home_leaves_nothing_in_it(tmp_path: Path) -> None:
    """The probe that shows that a folder can be written is taken away again."""
    load_settings(tmp_path, {})

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "language"), [("", Language.VI), ("vi", Language.VI), ("EN", Language.EN), ("en_GB.UTF-8", Language.EN)]
)
def test_the_language_is_that_of_the_environment(name: str, language: Language) -> None:
    """Vietnamese where none is named; the rest of a locale does not matter."""
    assert language_from({"OMR_LANG": name}) is language
    assert language_from({}) is Language.VI


def test_a_language_we_do_not_speak_is_named() -> None:
    """It does not fall back to another in silence."""
    with pytest.raises(UnknownLanguage) as refused:
        language_from({"OMR_LANG": "fr"})

    assert "fr" in dict(refused.value.evidence).values()
    assert "fr" in refused.value.sentence(Language.EN)


@pytest.mark.parametrize(("word", "kept"), [(None, True), ("", True), ("copy", True), ("reference", False)])
def test_scanned_files_are_copied_unless_they_are_to_stay(tmp_path: Path, word: str | None, kept: bool) -> None:
    """Into the home folder; a referred file is read where it is."""
    settings = load_settings(tmp_path, {} if word is None else {"OMR_ORIGINALS": word})

    assert settings.originals == (tmp_path / "originals" if kept else None)


def test_any_other_way_of_keeping_files_is_wrong_usage(tmp_path: Path) -> None:
    """A slip of the finger does not decide what is kept."""
    with pytest.raises(UnknownKeeping) as caught:
        load_settings(tmp_path, {"OMR_ORIGINALS": "cpy"})

    assert caught.value.exit_code == 2
