"""What does the web form say, in both languages?"""

from omr.words import Language, Text

_WORDS = {
    "lead": Text(
        "Không cần ghi họ tên. Câu nào không muốn trả lời thì bỏ qua.",
        "No name is asked. Skip what you do not wish to answer.",
    ),
    "nothing": Text("Không trả lời", "No answer"),
    "most": Text("Chọn tối đa {most}", "Choose at most {most}"),
    "send": Text("Gửi", "Send"),
    "again": Text("Làm lại từ đầu", "Start again"),
    "language": Text("English", "Tiếng Việt"),
    "thanks": Text("Xin cảm ơn Ông/Bà!", "Thank you!"),
    "taken": Text("Ý kiến đã được ghi nhận.", "Your opinion was taken."),
    "next": Text("Người tiếp theo", "Next person"),
    "stop": Text("Đường dẫn này không đúng.", "This address is not right."),
    "stop_help": Text(
        "Quét lại mã QR trên bàn, hoặc hỏi cán bộ tại quầy.", "Scan the code on the desk again, or ask at the counter."
    ),
    "busy": Text("Có quá nhiều lượt gửi. Xin đợi một phút.", "Too many were sent. Please wait a minute."),
}


def said(language: Language, name: str, **evidence: object) -> str:
    """Return words of the web form in a language."""
    return _WORDS[name].to(language, **evidence)
