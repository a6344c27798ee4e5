"""Spans of a batch as Arrow strings, encoded in one compiled pass."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from reading.kernel import Codes, Numbers, Octets, entry


@entry
def _measure(codes: Codes, start: Numbers, end: Numbers, offsets: Numbers) -> None:
    """Fill the offsets of the encoded spans; a span that starts before 0 is none and takes no room."""
    total = 0
    for row in range(len(start)):
        offsets[row] = total
        for position in range(start[row], end[row] if start[row] >= 0 else start[row]):
            code = codes[position]
            total += 1 + (code >= 0x80) + (code >= 0x800) + (code >= 0x10000)
    offsets[len(start)] = total


@entry
def _encode(codes: Codes, start: Numbers, end: Numbers, octets: Octets) -> None:
    at = 0
    for row in range(len(start)):
        for position in range(start[row], end[row] if start[row] >= 0 else start[row]):
            code = codes[position]
            if code < 0x80:
                octets[at] = code
                at += 1
            elif code < 0x800:
                octets[at], octets[at + 1] = 0xC0 | code >> 6, 0x80 | code & 63
                at += 2
            elif code < 0x10000:
                octets[at], octets[at + 1], octets[at + 2] = 0xE0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63
                at += 3
            else:
                octets[at], octets[at + 1] = 0xF0 | code >> 18, 0x80 | code >> 12 & 63
                octets[at + 2], octets[at + 3] = 0x80 | code >> 6 & 63, 0x80 | code & 63
                at += 4


def strings(codes: Codes, start: Numbers, end: Numbers) -> pa.StringArray:
    """Return the text of the spans [start, end) of `codes`; NULL where `start` is negative."""
    offsets = np.empty(len(start) + 1, np.int32)
    _measure(codes, start, end, offsets)
    octets = np.empty(offsets[-1], np.uint8)
    _encode(codes, start, end, octets)
    is_missing = start < 0
    validity = None
    if is_missing.any():
        validity = pa.py_buffer(np.packbits(~is_missing, bitorder="little"))
    return pa.StringArray.from_buffers(len(start), pa.py_buffer(offsets), pa.py_buffer(octets), validity)
