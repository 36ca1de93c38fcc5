"""What can be wrong with the database, or with what is asked of it?"""

from omr.errors import OmrError
from omr.words import Text


class DatabaseUnreachable(OmrError):
    """The database cannot be opened. Evidence: url, reason."""

    exit_code = 20
    sentence_text = Text(
        "Không mở được cơ sở dữ liệu {url} ({reason}).", "The database {url} cannot be opened ({reason})."
    )
    advice_text = Text(
        "Kiểm tra OMR_DATABASE_URL, máy chủ và quyền ghi.", "Check OMR_DATABASE_URL, the server and the right to write."
    )


class DiskFull(DatabaseUnreachable):
    """There is no room for what is to be stored. Evidence: url."""

    exit_code = 123
    sentence_text = Text(
        "Đĩa chứa cơ sở dữ liệu {url} đã đầy, không ghi thêm được.",
        "The disk of the database {url} is full; nothing more can be stored.",
    )
    advice_text = Text(
        "Dọn chỗ trên đĩa rồi chạy lại lệnh này; những gì đã ghi vẫn còn.",
        "Make room on the disk and run this command again; what was stored is safe.",
    )


class DatabaseTooNew(OmrError):
    """The database was made by a newer program. Evidence: version."""

    exit_code = 21
    sentence_text = Text(
        "Cơ sở dữ liệu do phiên bản mới hơn tạo ra ({version}).",
        "The database was made by a newer version ({version}).",
    )
    advice_text = Text("Cập nhật chương trình.", "Update the program.")


class DatabaseBusy(OmrError):
    """Another program holds the database. Evidence: url."""

    exit_code = 22
    sentence_text = Text(
        "Chương trình khác đang ghi vào cơ sở dữ liệu {url}.", "Another program is writing to the database {url}."
    )
    advice_text = Text("Đợi nó xong rồi chạy lại lệnh này.", "Wait for it to finish, then run this command again.")


class ReadElsewhere(OmrError):
    """Another run reads the same file at the same time. Nothing of it is stored twice."""

    exit_code = 118
    sentence_text = Text(
        "Một lần đọc khác đang đọc cùng tệp này; không có gì bị lưu hai lần.",
        "Another run is reading the same file; nothing was stored twice.",
    )
    advice_text = Text(
        "Đợi lần kia xong. Nếu nó đã bị ngắt, chạy lại lệnh này để đọc nốt.",
        "Wait for that run to finish. If it was cut off, run this command again to read the rest.",
    )


class BatchNameTaken(OmrError):
    """A batch of this name exists. Evidence: name."""

    exit_code = 23
    sentence_text = Text("Đã có lô tên “{name}”.", "There is a batch “{name}” already.")
    advice_text = Text("Chọn tên khác.", "Choose another name.")


class ItemUnknown(OmrError):
    """The review queue has no such item. Evidence: item."""

    exit_code = 24
    sentence_text = Text("Không có mục {item} trong danh sách chờ.", "There is no item {item} in the queue.")
    advice_text = Text("Xem danh sách: omr review --list.", "See the queue: omr review --list.")


class AnswerImpossible(OmrError):
    """A decision that the item does not allow. Evidence: answer, item, allowed."""

    exit_code = 25
    sentence_text = Text("Mục {item} không nhận câu trả lời “{answer}”.", "Item {item} does not take “{answer}”.")
    advice_text = Text("Có thể chọn: {allowed}.", "It takes: {allowed}.")


class NameMissing(OmrError):
    """A decision without a name cannot stand up later."""

    exit_code = 26
    sentence_text = Text("Chưa ghi tên người quyết định.", "The name of the person who decides is missing.")
    advice_text = Text("Thêm --who TÊN.", "Add --who NAME.")


class BatchUnknown(OmrError):
    """There is no batch of this name. Evidence: name."""

    exit_code = 27
    sentence_text = Text("Không có lô tên “{name}”.", "There is no batch “{name}”.")
    advice_text = Text("Xem các lô: omr batches list.", "See the batches: omr batches list.")


class BatchWithdrawn(OmrError):
    """The batch is withdrawn already. Evidence: name."""

    exit_code = 28
    sentence_text = Text("Lô “{name}” đã được rút từ trước.", "Batch “{name}” is withdrawn already.")
    advice_text = Text(
        "Đưa lại vào số liệu: omr batches reinstate.", "Put it back into the tallies with omr batches reinstate."
    )


class BatchStands(OmrError):
    """The batch is not withdrawn. Evidence: name."""

    exit_code = 29
    sentence_text = Text("Lô “{name}” đang được tính, không bị rút.", "Batch “{name}” is counted, not withdrawn.")
    advice_text = Text("Không cần làm gì.", "Nothing need be done.")


class ReasonMissing(OmrError):
    """A batch is withdrawn or put back without a reason."""

    exit_code = 32
    sentence_text = Text("Chưa ghi lý do.", "The reason is missing.")
    advice_text = Text("Thêm --why “LÝ DO”.", "Add --why “REASON”.")


class DecidedMeanwhile(OmrError):
    """Somebody else decided on an item since it was looked at. Evidence: item, who, answer."""

    exit_code = 33
    sentence_text = Text("{who} vừa quyết định mục {item}: {answer}.", "{who} has just decided item {item}: {answer}.")
    advice_text = Text("Xem lại mục này rồi quyết định.", "Look at the item again, then decide.")


class TypedMeanwhile(OmrError):
    """Somebody else typed a comment since it was looked at. Evidence: item, who, text."""

    exit_code = 119
    sentence_text = Text("{who} vừa nhập ý kiến ở mục {item}: “{text}”.", "{who} has just typed item {item}: “{text}”.")
    advice_text = Text("Xem lại rồi lưu nếu cần sửa.", "Look at it, and keep yours if it should be changed.")


class AccountTaken(OmrError):
    """An account of this name exists. Evidence: name."""

    exit_code = 100
    sentence_text = Text("Đã có tài khoản “{name}”.", "There is an account “{name}” already.")
    advice_text = Text(
        "Chọn tên khác, hoặc đổi mật khẩu: omr users password.", "Choose another, or change its password."
    )


class AccountUnknown(OmrError):
    """There is no account of this name. Evidence: name."""

    exit_code = 101
    sentence_text = Text("Không có tài khoản “{name}”.", "There is no account “{name}”.")
    advice_text = Text("Xem các tài khoản: omr users list.", "See the accounts: omr users list.")


class PageSettled(OmrError):
    """A page does not wait to be mended: it was read, or set aside."""

    exit_code = 103
    sentence_text = Text("Trang này vừa được người khác xử lý.", "Somebody has just seen to this page.")
    advice_text = Text("Xem mục tiếp theo.", "Go on to the next item.")


class PeriodUnchanged(OmrError):
    """A period is closed a second time with the same figures. Evidence: name, revision."""

    exit_code = 87
    sentence_text = Text(
        "Số liệu kỳ {name} không khác bản chốt số {revision}.",
        "The figures of {name} are those of revision {revision}.",
    )
    advice_text = Text("Không cần chốt lại.", "There is nothing to close again.")
