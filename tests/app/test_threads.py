"""Threads of numerical libraries."""

import os

import pytest

from app.threads import one_thread_each


def test_one_thread_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting is made where there is none, and left alone where there is one."""
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    one_thread_each()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"

    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    one_thread_each()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"
