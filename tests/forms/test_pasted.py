"""Facts about question lists pasted from Word and Excel."""

from forms.drafts import SECTION
from forms.pasted import pasted_rows

_WORD = """\
I. Thông tin chung
Câu 1: Ông/Bà đến giải quyết thủ tục lần thứ mấy?
□ Lần đầu
□ Từ lần thứ hai
2. Ông/Bà biết đến Trung tâm qua kênh nào? (có thể chọn nhiều)
- Niêm yết tại trụ sở
- Mạng xã hội
- Người quen
II. Đánh giá
3) Thái độ của cán bộ tiếp nhận
4) Thời gian giải quyết hồ sơ
5. Nội dung cần cải thiện, chọn tối đa 2
a) Giấy tờ
b) Thời gian
c) Chỗ chờ
6. Ý kiến khác: ....................................
"""
_EXCEL = (
    "TT\tNội dung\tRất hài lòng\tHài lòng\tBình thường\tKhông hài lòng\tRất không hài lòng\n"
    "1\tNơi ngồi chờ sạch sẽ\t\t\t\t\t\n"
    "2\tHướng dẫn rõ ràng\t\t\t\t\t\n"
)


def test_a_list_from_word() -> None:
    """Sections, single and several choices with their number, ratings, room to write."""
    rows = pasted_rows(_WORD, ())

    assert [(row.kind, row.code) for row in rows] == [
        (SECTION, ""),
        ("single", "C1"),
        ("multiple", "C2"),
        (SECTION, ""),
        ("rating", "C3"),
        ("rating", "C4"),
        ("multiple", "C5"),
        ("comment", "C6"),
    ]
    assert rows[1].vi == "Ông/Bà đến giải quyết thủ tục lần thứ mấy?"
    assert rows[1].choices == "1 | Lần đầu\n2 | Từ lần thứ hai"
    assert (rows[2].most, rows[6].most) == ("", "2")
    assert rows[6].choices.splitlines() == ["1 | Giấy tờ", "2 | Thời gian", "3 | Chỗ chờ"]
    assert rows[7].vi == "Ý kiến khác"


def test_a_grid_from_excel() -> None:
    """Its head says which scale; its lines are ratings."""
    rows = pasted_rows(_EXCEL, ("C1",))

    assert [(row.kind, row.code, row.scale, row.vi) for row in rows] == [
        ("rating", "C2", "S5", "Nơi ngồi chờ sạch sẽ"),
        ("rating", "C3", "S5", "Hướng dẫn rõ ràng"),
    ]


def test_plain_lines_are_ratings() -> None:
    """And nothing is made of nothing."""
    assert [(row.kind, row.vi) for row in pasted_rows("Nơi chờ\n\n  Giấy tờ  \n", ())] == [
        ("rating", "Nơi chờ"),
        ("rating", "Giấy tờ"),
    ]
    assert pasted_rows(" \n\t\n", ()) == ()


def test_capital_letters_under_a_question_are_choices() -> None:
    """One by itself is the title of a section."""
    rows = pasted_rows("A. Phần chung\n1. Chất lượng?\nA. Tốt\nB. Khá\nC. Kém\n2. Giờ giấc", ())

    assert [(row.kind, row.vi, row.choices.count("\n")) for row in rows] == [
        (SECTION, "Phần chung", 0),
        ("single", "Chất lượng?", 2),
        ("rating", "Giờ giấc", 0),
    ]


def test_a_grid_of_other_levels_has_them_as_choices() -> None:
    """A title may stand above it, boxes in its cells, numbers before its lines."""
    rows = pasted_rows(
        "Ý kiến của Ông/Bà\n"
        "TT\tNội dung\tRất đồng ý\tĐồng ý\tKhông đồng ý\n"
        "1\tHồ sơ đơn giản\t□\t□\t□\n"
        "2\t2. Giấy tờ đủ\t□\t□\t□\n",
        (),
    )

    assert [(row.kind, row.vi) for row in rows] == [
        (SECTION, "Ý kiến của Ông/Bà"),
        ("single", "Hồ sơ đơn giản"),
        ("single", "Giấy tờ đủ"),
    ]
    assert rows[1].choices.splitlines() == ["1 | Rất đồng ý", "2 | Đồng ý", "3 | Không đồng ý"]
