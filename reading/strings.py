"""Spans of a batch as Arrow strings, encoded in one compiled pass."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from reading.kernel import Codes, Numbers, Octets, entry

#: Octets that a code point takes at most.
_WIDEST = 4


@entry
def _encode(codes: Codes, start: Numbers, end: Numbers, offsets: Numbers, octets: Octets) -> int:
    """Write the spans and where each begins; return where the last ends. A span that starts before 0 takes no room."""
    at = 0
    for row in range(len(start)):
        offsets[row] = at
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
    offsets[len(start)] = at
    return at


def strings(codes: Codes, start: Numbers, end: Numbers) -> pa.StringArray:
    """Return the text of the spans [start, end) of `codes`; NULL where `start` is negative."""
    offsets = np.empty(len(start) + 1, np.int32)
    octets = np.empty(_WIDEST * int((end - start).sum()), np.uint8)
    n_octets = _encode(codes, start, end, offsets, octets)
    is_missing = start < 0
    validity = None
    if is_missing.any():
        validity = pa.py_buffer(np.packbits(~is_missing, bitorder="little"))
    return pa.StringArray.from_buffers(len(start), pa.py_buffer(offsets), pa.py_buffer(octets[:n_octets]), validity)
