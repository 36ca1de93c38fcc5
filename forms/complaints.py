"""What does pydantic object to, in words for the author of a form? One sentence in both languages per kind of error."""

from collections.abc import Mapping
from typing import Any

from omr.words import Text

# The places in braces are the context that pydantic gives with the error, and `input`, what was written.
_COMPLAINTS: dict[str, Text] = {
    "missing": Text("thiếu mục này", "this key is missing"),
    "extra_forbidden": Text("không có mục nào tên như vậy", "there is no key of this name"),
    "string_type": Text("phải là chữ", "this must be text"),
    "empty_text": Text("chưa có chữ nào", "the text is empty"),
    "string_too_short": Text("chưa có chữ nào", "the text is empty"),
    "string_too_long": Text("dài quá {max_length} ký tự", "the text is longer than {max_length} characters"),
    "unprintable": Text("có ký tự không in được ({characters})", "there are unprintable characters ({characters})"),
    "string_pattern_mismatch": Text(
        "“{input}” không hợp lệ: dùng chữ cái không dấu, chữ số, “-” và “_”, bắt đầu bằng chữ hoặc số, không quá dài",
        "“{input}” is not allowed: use plain letters, digits, “-” and “_”, begin with a letter or digit, keep it short",
    ),
    "reserved_code": Text(
        "“{code}” dành riêng cho việc xem lại phiếu; hãy dùng mã khác",
        "“{code}” has a meaning in review; use another code",
    ),
    "too_short": Text("phải có ít nhất {min_length} phần tử", "there must be at least {min_length} of these"),
    "too_long": Text("không được quá {max_length} phần tử", "there may be at most {max_length} of these"),
    "int_type": Text("phải là số nguyên", "this must be a whole number"),
    "int_parsing": Text("“{input}” không phải là số nguyên", "“{input}” is not a whole number"),
    "int_parsing_size": Text("“{input}” có quá nhiều chữ số", "“{input}” has too many digits"),
    "float_type": Text("phải là số", "this must be a number"),
    "float_parsing": Text("“{input}” không phải là số", "“{input}” is not a number"),
    "finite_number": Text("“{input}” không phải là số", "“{input}” is not a number"),
    "bool_type": Text("phải là true hoặc false", "this must be true or false"),
    "bool_parsing": Text("phải là true hoặc false", "this must be true or false"),
    "greater_than_equal": Text("phải từ {ge} trở lên", "this must be {ge} or more"),
    "greater_than": Text("phải lớn hơn {gt}", "this must be more than {gt}"),
    "less_than_equal": Text("phải từ {le} trở xuống", "this must be {le} or less"),
    "literal_error": Text("“{input}” phải là {expected}", "“{input}” must be one of {expected}"),
    "enum": Text("“{input}” phải là {expected}", "“{input}” must be one of {expected}"),
    "union_tag_invalid": Text(
        "loại “{tag}” phải là {expected_tags}", "the kind “{tag}” must be one of {expected_tags}"
    ),
    "union_tag_not_found": Text("thiếu mục “kind” (loại câu hỏi)", "the key “kind” is missing"),
    "model_type": Text("phải gồm các mục có tên", "this must be a set of keys"),
    "model_attributes_type": Text("phải gồm các mục có tên", "this must be a set of keys"),
    "dict_type": Text("phải gồm các mục có tên", "this must be a set of keys"),
    "tuple_type": Text(
        "phải là một danh sách (mỗi dòng bắt đầu bằng “- ”)", "this must be a list (lines begin with “- ”)"
    ),
    "list_type": Text(
        "phải là một danh sách (mỗi dòng bắt đầu bằng “- ”)", "this must be a list (lines begin with “- ”)"
    ),
}
# What was written is quoted up to this many characters.
_QUOTE_LENGTH = 40


def complaint(kind: str, context: Mapping[str, Any], written: object, message: str) -> Text:
    """Return what is wrong, in words; `message`, pydantic's own English, where the kind of error is a new one."""
    words = _COMPLAINTS.get(kind, Text("{message}", "{message}"))
    places = {"message": message, "input": _quoted(written)} | {key: str(value) for key, value in context.items()}
    return Text(words.vi.format(**places), words.en.format(**places))


def _quoted(written: object) -> str:
    text = str(written)
    return text if len(text) <= _QUOTE_LENGTH else f"{text[:_QUOTE_LENGTH]}…"
