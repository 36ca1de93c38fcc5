"""The documents tell the truth."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from omr.errors import OmrError
from omr.reasons import Reason

ROOT = Path(__file__).parent.parent
PACKAGES = ("omr", "forms", "batches", "db", "reports", "app")


def _errors(base: type[OmrError] = OmrError) -> Iterator[type[OmrError]]:
    for error in base.__subclasses__():
        yield error
        yield from _errors(error)


@pytest.fixture(scope="module")
def errors() -> set[type[OmrError]]:
    """Return every error class of the program."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    return {error for error in _errors() if hasattr(error, "sentence_text") and error.__module__.startswith(PACKAGES)}


def test_every_error_is_in_the_list_with_its_exit_code(errors: set[type[OmrError]]) -> None:
    """What a script sees as an exit code can be looked up."""
    text = (ROOT / "docs" / "errors.md").read_text("utf-8")

    missing = [e.__name__ for e in errors if f"| {e.exit_code} | `{e.__name__}` |" not in text]
    assert missing == []


def test_no_two_errors_beyond_usage_share_an_exit_code(errors: set[type[OmrError]]) -> None:
    """A script can tell one error from another."""
    codes = [error.exit_code for error in errors if error.exit_code != 2]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_in_the_list(reason: Reason) -> None:
    """What an export calls a reason can be looked up."""
    assert f"| `{reason.value}` |" in (ROOT / "docs" / "errors.md").read_text("utf-8")


@pytest.mark.parametrize("document", ["README.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))])
def test_what_a_document_points_at_is_there(document: str) -> None:
    """Every picture and every page that a document links to exists."""
    text = (ROOT / document).read_text("utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in t]

    missing = [target for target in targets if not ((ROOT / document).parent / target).exists()]
    assert missing == []
