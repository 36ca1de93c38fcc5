"""What does a new `office.yaml` say? Every key with a word on it, those that most offices leave alone commented out."""

from pathlib import Path
from typing import ClassVar

from app.office import OFFICE_FILE
from omr.errors import OmrError
from omr.words import Text


class OfficeExists(OmrError):
    """`omr init` finds an `office.yaml` and does not overwrite it. Evidence: path."""

    exit_code: ClassVar[int] = 82
    sentence_text = Text("Đã có tệp “{path}”, không ghi đè.", "“{path}” is there already and is not overwritten.")
    advice_text = Text("Sửa tệp ấy, rồi chạy: omr office check", "Edit it, then run: omr office check")


TEMPLATE = """\
# Đơn vị này là ai, báo cáo khi nào, cần bao nhiêu ý kiến. Kiểm tra: omr office check
# Who this office is, when it reports, how many opinions it needs. Check: omr office check

unit: "UBND PHƯỜNG/XÃ …"
parent: "UBND TỈNH/THÀNH PHỐ …"
place: "…"                       # nơi lập báo cáo · where reports are made
number: ""                       # ký hiệu văn bản, như "BC-UBND" · the reference of papers
signer: "CHỦ TỊCH"               # chức vụ người ký · office of who signs
# web_address: "https://…"       # nơi mở omr serve, cho mã QR · where the web forms are
recipients:                      # nơi nhận · sent to
  - "Sở Nội vụ"
  - "Lưu: VT"

# Lĩnh vực: mã trên phiếu và tên trong báo cáo; bỏ dòng nào thì báo cáo ghi như trên phiếu
# code on the forms, name in reports; those left out are called as on the form
fields:
  - {code: "1", name: "Hộ tịch"}
  - {code: "2", name: "Chứng thực"}
  - {code: "3", name: "Đất đai"}
  - {code: "4", name: "Xây dựng, đô thị"}
  - {code: "5", name: "Người có công, bảo trợ xã hội"}
  - {code: "6", name: "Hộ kinh doanh"}
  - {code: "7", name: "Bảo hiểm, lao động"}
  - {code: "8", name: "Y tế, giáo dục, văn hóa"}
  - {code: "9", name: "Cấp tỉnh, ngành dọc"}
  - {code: "10", name: "Khác"}

# Quầy, và tên riêng của kênh nếu cần · counters, and names of channels where the usual ones will not do
# counters:
#   - {code: "1", name: "Quầy 1"}
# channels:
#   - {code: kiosk, name: "Máy tính bảng tại quầy"}

# Lịch báo cáo. Bỏ trống: theo lịch cải cách hành chính (Q1, H1, Q3, Y) · empty: that of administrative reform
# calendar:
#   - {name: Q3, title: "Quý III", first: 15/6, last: 14/9, due: 20/9, published: 25/9}

# Chỉ tiêu: minimum, hoặc share_of_dossiers, hoặc tiers, hoặc sample_of_dossiers (n = N/(1+N·e²), e = 5 %)
quotas:
  - {form: pks-q, scope: office, per: month, minimum: 25}
  - {form: pks-c, scope: officer, per: month, minimum: 20}
  # - {form: pks-q, scope: field, share_of_dossiers: 0.2}
  # - form: pks-q
  #   scope: office
  #   tiers: [{up_to: 200, share: 1}, {up_to: 1000, share: 0.3}, {share: 0.2}]

# Hồ sơ đã giải quyết theo kỳ; hoặc đặt tệp dossiers.csv (period,field,dossiers) cạnh tệp này
# dossiers settled, by period; or a file dossiers.csv beside this one
# dossiers:
#   - period: 2026-Q3
#     total: 1441
#     by_field: {"1": 310, "2": 742, "3": 205, "4": 60, "5": 24, "6": 18, "7": 30, "8": 12, "9": 10, "10": 30}

index: pooled                    # pooled, hoặc mean_of_rates
denominator: valid_answers       # tỷ lệ trên số trả lời hợp lệ; hoặc valid_sheets: trên số phiếu hợp lệ
rank_officers: false             # có cột xếp thứ công chức · a column that ranks officers
hide_under: 5                    # ô nhỏ hơn số này bị che khi gửi đi · cells below this are hidden outside the office

# Chín chỉ số 2/1/0 (bảng T9, T10): câu hỏi nào chấm chỉ số nào; 5, 8, 9 do đơn vị tự chấm
# nine indicators: which questions score which; some are the office's own
# indicators:
#   form: pks-c
#   questions: {1: [D3], 3: [D2], 6: [D1]}
#   office_scores: {5: 2, 8: 2, 9: 1.5}
#   points: {"5": 2, "4": 2, "3": 1, "2": 0, "1": 0}     # khi thang không phải ba mức · where a scale is not of three

# Khi chốt kỳ: ghi báo cáo vào thư mục, báo cho một địa chỉ · when a period is closed
# on_close:
#   folder: "bao-cao"
#   webhook: "https://…"
"""


def write_template(home: Path) -> Path:
    """Write a commented `office.yaml` into a home folder; returns where.

    Raises
    ------
    OfficeExists
        When there is one.
    """
    path = home / OFFICE_FILE
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(TEMPLATE)
    except FileExistsError:
        raise OfficeExists(path=path.name) from None
    return path
