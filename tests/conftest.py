"""What every test may ask for."""

import gc
import os
import shutil

import pytest

from app.threads import one_thread_each

# Before any test imports NumPy: tests run side by side.
one_thread_each()
# Modules and tests live to the end: to look through all of them for cycles after every few hundred objects was a
# fifth of the time of the desk's tests.
gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def poppler() -> None:
    """Ask for poppler's tools: without them a test is skipped on a desk, and fails where everything must be there."""
    if shutil.which("pdftoppm") and shutil.which("pdfinfo"):
        return
    message = "poppler-utils is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
