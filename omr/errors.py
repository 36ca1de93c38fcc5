"""What can go wrong, and how is it said? Each error that a user can cause is a sentence, advice and an exit code."""

from collections.abc import Callable
from typing import ClassVar

from omr.os_reasons import in_words_of
from omr.reasons import Evidence, Reason
from omr.words import Language, Text


class OmrError(Exception):
    """Something that a user can mend. A subclass owns its sentence, its advice and its exit code.

    Parameters
    ----------
    evidence
        What was seen; fills the places of `sentence_text` and `advice_text`.
    """

    exit_code: ClassVar[int] = 1
    sentence_text: ClassVar[Text]
    advice_text: ClassVar[Text] = Text("", "")

    def __init__(self, **evidence: object) -> None:
        super().__init__(*evidence.values())
        self.evidence: Evidence = tuple((name, str(value)) for name, value in evidence.items())

    def sentence(self, language: Language) -> str:
        """Return what was seen, in one sentence."""
        return self.sentence_text.to(language, **self._told(language))

    def advice(self, language: Language) -> str:
        """Return what to do about it."""
        return self.advice_text.to(language, **self._told(language))

    def _told(self, language: Language) -> dict[str, str]:
        """Return the evidence as words of a language: a system's reasons are English wherever they come from."""
        return {name: in_words_of(language, value) for name, value in self.evidence}

    def __reduce__(self) -> "tuple[Callable[..., OmrError], tuple[object, ...]]":
        # Errors cross from worker processes, and an exception is rebuilt from its positional arguments unless it says.
        return _rebuilt, (type(self), self.evidence)

    def __str__(self) -> str:
        return f"{self.sentence(Language.EN)} {self.advice(Language.EN)}".strip()


def _rebuilt(kind: type[OmrError], evidence: Evidence) -> OmrError:
    return kind(**dict(evidence))


class PageError(OmrError):
    """A page that cannot be read. Never ends a batch: it becomes a stored `PageRejected`."""

    reason: ClassVar[Reason]

    def sentence(self, language: Language) -> str:
        """Return what was seen, in one sentence."""
        return self.reason.sentence(language, self.evidence)

    def advice(self, language: Language) -> str:
        """Return what to do about it."""
        return self.reason.advice(language, self.evidence)


class BlankPage(PageError):
    """The page has no ink on it."""

    reason = Reason.BLANK_PAGE


class SeparatorPage(PageError):
    """The page was laid between two piles and is no sheet."""

    reason = Reason.SEPARATOR_PAGE


class NotASheet(PageError):
    """No corner mark and no code of ours is on the page."""

    reason = Reason.NOT_A_SHEET


class NoKnownForm(PageError):
    """No form that is known here has the print of this page."""

    reason = Reason.NO_KNOWN_FORM


class CodeUnreadable(PageError):
    """Corner marks are there, but neither copy of the code can be read."""

    reason = Reason.CODE_UNREADABLE


class UnknownLayout(PageError):
    """The code names a layout that is not stored here. Evidence: layout_id."""

    reason = Reason.UNKNOWN_LAYOUT


class NoSuchPage(PageError):
    """The code names a page that its layout does not have. Evidence: page_number."""

    reason = Reason.NO_SUCH_PAGE


class PoorAlignment(PageError):
    """The printed outlines are not where the layout says, even after alignment. Evidence: residual_mm."""

    reason = Reason.POOR_ALIGNMENT


class MarksApart(PageError):
    """The corner marks are not those of one flat sheet: two were fed together, or one was photographed at an angle."""

    reason = Reason.MARKS_APART


class OutlinesNotFound(PageError):
    """The corner marks are there, but the outlines of the boxes did not survive the scan."""

    reason = Reason.OUTLINES_NOT_FOUND


class PageDamaged(PageError):
    """The picture of a page cannot be decoded."""

    reason = Reason.PAGE_DAMAGED


class FileEmpty(PageError):
    """A file holds no bytes."""

    reason = Reason.FILE_EMPTY


class FileDamaged(PageError):
    """A file is not what its beginning says, or ends too early."""

    reason = Reason.FILE_DAMAGED


class FileEncrypted(PageError):
    """A PDF asks for a password."""

    reason = Reason.FILE_ENCRYPTED


class FileIsArchive(PageError):
    """A file is a packed folder (ZIP and the like): what is in it would be read in part at best."""

    reason = Reason.FILE_IS_ARCHIVE


class FilesJoined(PageError):
    """Several PDFs were written one behind the other into one file; only the last of them is opened."""

    reason = Reason.FILES_JOINED


class ImageTooLarge(PageError):
    """A picture has more pixels than any scanned sheet. Evidence: megapixels."""

    reason = Reason.IMAGE_TOO_LARGE
