"""What can be wrong with a form? Each is a sentence for the person who wrote or chose it."""

from dataclasses import dataclass

from omr.errors import OmrError
from omr.words import Language, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a form definition: on which line (from 1; 0 where there is none), and what, in words."""

    line: int
    words: Text


class FormInvalid(OmrError):
    """A form definition says something that a form cannot be. Holds all problems found, in the order of their lines."""

    exit_code = 10
    sentence_text = Text(
        "Mẫu phiếu “{source}” có {count} lỗi:\n{problems_vi}",
        "The form “{source}” has {count} mistake(s):\n{problems_en}",
    )
    advice_text = Text("Sửa các dòng đã nêu rồi thử lại.", "Mend the lines named and try again.")

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            source=source,
            count=len(problems),
            problems_vi=_listed(source, problems, Language.VI),
            problems_en=_listed(source, problems, Language.EN),
        )
        self.source = source
        self.problems = problems

    def __reduce__(self) -> "tuple[type[FormInvalid], tuple[str, tuple[Problem, ...]]]":
        return type(self), (self.source, self.problems)

    def __str__(self) -> str:
        return f"{self.sentence(Language.EN)}\n{self.advice(Language.EN)}"


class FormUnknown(OmrError):
    """No form of the library and no file goes by this name. Evidence: name, known."""

    exit_code = 11
    sentence_text = Text("Không có mẫu phiếu “{name}”.", "There is no form “{name}”.")
    advice_text = Text(
        "Các mẫu có sẵn: {known}; hoặc ghi đường dẫn tới tệp .yaml của mẫu.",
        "The forms that come with the program: {known}; or give the path of a form's .yaml file.",
    )


class NoRoomOnPage(OmrError):
    """Something does not fit on the paper. Evidence: question, paper, direction_vi, direction_en, over_mm."""

    exit_code = 12
    sentence_text = Text(
        "“{question}” không vừa trang {paper}: thừa {over_mm} mm theo {direction_vi}.",
        "“{question}” does not fit on {paper}: it is {over_mm} mm too {direction_en}.",
    )
    advice_text = Text(
        "Rút ngắn câu chữ, bớt lựa chọn hoặc bớt dòng, hay chọn khổ giấy lớn hơn.",
        "Shorten the wording, take away choices or lines, or choose larger paper.",
    )


class NUpImpossible(OmrError):
    """So many sheets do not fit on a page of A4. Evidence: n_up, paper, possible."""

    exit_code = 14
    sentence_text = Text(
        "Không xếp được {n_up} phiếu {paper} trên một trang A4.", "{n_up} sheets of {paper} do not fit on a page of A4."
    )
    advice_text = Text("Với khổ phiếu này chọn: {possible}.", "For this size of sheet choose: {possible}.")


class PrefillTooLong(OmrError):
    """Something to be printed on each sheet is longer than its line. Evidence: text, over_mm."""

    exit_code = 15
    sentence_text = Text(
        "“{text}” dài hơn chỗ in trên phiếu {over_mm} mm.",
        "“{text}” is {over_mm} mm longer than its line on the sheet.",
    )
    advice_text = Text("Dùng mã hoặc tên ngắn hơn.", "Use a shorter code or name.")


class UnprintableText(OmrError):
    """The typeface has no letter for a character of a form. Evidence: characters, text."""

    exit_code = 13
    sentence_text = Text(
        "Phông chữ của phiếu không có ký tự {characters} trong “{text}”.",
        "The typeface of the sheet has no {characters}, found in “{text}”.",
    )
    advice_text = Text("Bỏ hoặc thay ký tự ấy.", "Leave the character out or write it another way.")


def _listed(source: str, problems: tuple[Problem, ...], language: Language) -> str:
    return "\n".join(
        f"  {source}:{problem.line}: {problem.words.vi if language is Language.VI else problem.words.en}"
        for problem in problems
    )


class AddressTooLong(OmrError):
    """An address is too long for a code that can be scanned. Evidence: url."""

    exit_code = 110
    sentence_text = Text("Địa chỉ quá dài cho mã QR: {url}", "The address is too long for a QR code: {url}")
    advice_text = Text("Dùng địa chỉ ngắn hơn (dưới 200 ký tự).", "Use a shorter one (under 200 characters).")


class NoRoomForAddress(OmrError):
    """No page of a form has room for the address of its web form. Evidence: form, side_mm."""

    exit_code = 111
    sentence_text = Text(
        "Mẫu {form} không còn chỗ cho mã QR {side_mm} mm của phiếu trên mạng.",
        "The form {form} has no room for a code of {side_mm} mm with its web address.",
    )
    advice_text = Text(
        "Dùng địa chỉ ngắn hơn, khổ giấy lớn hơn, hoặc đặt tấm mã ở quầy: omr poster.",
        "Use a shorter address, larger paper, or a sign at the counter: omr poster.",
    )
