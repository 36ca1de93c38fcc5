"""What do the words mean in which a system says why a file or an address cannot be had? They come in English."""

from types import MappingProxyType

from omr.words import Language

_VIETNAMESE = MappingProxyType(
    {
        "No such file or directory": "không có tệp hay thư mục này",
        "Permission denied": "không có quyền",
        "Operation not permitted": "không được phép",
        "No space left on device": "đĩa đã đầy",
        "Disk quota exceeded": "đã hết dung lượng được cấp",
        "Read-only file system": "đĩa chỉ cho đọc",
        "Is a directory": "là một thư mục",
        "Not a directory": "không phải thư mục",
        "Directory not empty": "thư mục không trống",
        "File exists": "đã có tệp ấy",
        "File name too long": "tên tệp quá dài",
        "File too large": "tệp quá lớn",
        "Input/output error": "lỗi đọc ghi đĩa",
        "Device or resource busy": "đang bận",
        "Too many open files": "mở quá nhiều tệp",
        "Address already in use": "địa chỉ đang được dùng",
        "Cannot assign requested address": "không phải địa chỉ của máy này",
        "Connection refused": "máy kia từ chối kết nối",
        "Connection timed out": "máy kia không trả lời",
        "timed out": "máy kia không trả lời",
        "Network is unreachable": "không tới được mạng",
        "No route to host": "không tới được máy kia",
        "unable to open database file": "không mở được tệp dữ liệu",
        "attempt to write a readonly database": "không có quyền ghi",
        "file is not a database": "tệp không phải cơ sở dữ liệu",
        "disk I/O error": "lỗi đọc ghi đĩa",
        "database disk image is malformed": "tệp dữ liệu bị hỏng",
    }
)


def in_words_of(language: Language, reason: str) -> str:
    """Return a reason of the system in a language; anything else as it is."""
    return _VIETNAMESE.get(reason, reason) if language is Language.VI else reason
