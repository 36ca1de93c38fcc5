"""The least JBIG2 that a PDF can hold (ITU-T T.88): one page, one region, coded as a fax."""

import struct

_PAGE_INFORMATION, _IMMEDIATE_GENERIC_REGION = 48, 38
_CODED_AS_FAX = 1


def jbig2(width: int, height: int, fax: bytes) -> bytes:
    """Return the segments of a page whose pixels are coded by ITU-T T.6."""
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", width, height, 0, 0, 0) + bytes([_CODED_AS_FAX]) + fax
    return _segment(0, _PAGE_INFORMATION, page) + _segment(1, _IMMEDIATE_GENERIC_REGION, region)


def _segment(number: int, kind: int, data: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data
