"""Facts about why a system says no."""

import errno
import os

import pytest

from omr.errors import OmrError
from omr.os_reasons import in_words_of
from omr.words import Language, Text


class _Refused(OmrError):
    sentence_text = Text("Không ghi được “{path}” ({reason}).", "“{path}” cannot be written ({reason}).")


@pytest.mark.parametrize("code", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EADDRINUSE])
def test_a_vietnamese_sentence_has_no_english_in_it(code: int) -> None:
    """Whatever error carries the reason; in English it stands as the system has it."""
    error = _Refused(path="a.pdf", reason=os.strerror(code))

    assert os.strerror(code) in error.sentence(Language.EN)
    assert os.strerror(code) not in error.sentence(Language.VI)
    assert "a.pdf" in error.sentence(Language.VI)


def test_words_that_are_no_reason_stay() -> None:
    """Names of files and people, and what no table knows."""
    assert in_words_of(Language.VI, "phiếu.pdf") == "phiếu.pdf"
    assert in_words_of(Language.EN, "Permission denied") == "Permission denied"
