"""Spans of a batch as Arrow strings, encoded in one compiled pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from reading.kernel import Codes, Ints, Numbers, Octets, entry, kernel

#: Octets that a code point takes at most.
_WIDEST = 4


@kernel
def _encode_span(codes: Codes, start: int, end: int, octets: Octets, at: int) -> int:
    """Write a span in UTF-8, nothing if it starts before 0; return the place behind it."""
    for position in range(start, end if start >= 0 else start):
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
    return at


@entry
def _encode(codes: Codes, start: Numbers, end: Numbers, offsets: Numbers, octets: Octets) -> int:
    """Write the spans and where each begins; return where the last ends."""
    at = 0
    for row in range(len(start)):
        offsets[row] = at
        at = _encode_span(codes, start[row], end[row], octets, at)
    offsets[len(start)] = at
    return at


@entry
def _encode_between(
    codes: Codes,
    start: Numbers,
    end: Numbers,
    forms: Octets,
    form_end: Numbers,
    lead: Numbers,
    tail: Numbers,
    offsets: Numbers,
    octets: Octets,
) -> int:
    """Write the spans, each between two forms (below 0: none); return where the last ends."""
    at = 0
    for row in range(len(start)):
        offsets[row] = at
        at = _copy_form(forms, form_end, lead[row], octets, at)
        at = _encode_span(codes, start[row], end[row], octets, at)
        at = _copy_form(forms, form_end, tail[row], octets, at)
    offsets[len(start)] = at
    return at


@kernel
def _copy_form(forms: Octets, form_end: Numbers, form: int, octets: Octets, at: int) -> int:
    if form >= 0:
        for place in range(form_end[form - 1] if form else 0, form_end[form]):
            octets[at] = forms[place]
            at += 1
    return at


def strings(codes: Codes, start: Numbers, end: Numbers) -> pa.StringArray:
    """Return the text of the spans [start, end) of `codes`; NULL where `start` is negative."""
    offsets = np.empty(len(start) + 1, np.int32)
    octets = np.empty(_WIDEST * int((end - start).sum()), np.uint8)
    n_octets = _encode(codes, start, end, offsets, octets)
    return _array(offsets, octets[:n_octets], validity_of(start))


class Forms(NamedTuple):
    """Strings one behind the other in UTF-8, with the place behind each."""

    octets: Octets
    end: Numbers


def forms_of(texts: Iterable[str]) -> Forms:
    """Return some strings as forms."""
    encoded = [text.encode() for text in texts]
    return Forms(np.frombuffer(b"".join(encoded), np.uint8), np.cumsum([len(one) for one in encoded], dtype=np.int32))


def strings_between(
    codes: Codes, start: Numbers, end: Numbers, forms: Forms, lead: Numbers, tail: Numbers
) -> pa.StringArray:
    """Return the text of the spans [start, end) of `codes`, each between two forms (rows of `forms`; below 0: none).

    A span that starts before 0 is empty.
    """
    length = np.append(np.diff(forms.end, prepend=0), 0)
    offsets = np.empty(len(start) + 1, np.int32)
    octets = np.empty(_WIDEST * int((end - start).sum()) + int(length[lead].sum() + length[tail].sum()), np.uint8)
    n_octets = _encode_between(codes, start, end, *forms, lead, tail, offsets, octets)
    return _array(offsets, octets[:n_octets], None)


def validity_of(numbers: Ints) -> pa.Buffer | None:
    """Return which numbers are not negative as Arrow has it: a bit each, or None if all are."""
    return pa.py_buffer(np.packbits(numbers >= 0, bitorder="little")) if numbers.min(initial=0) < 0 else None


def _array(offsets: Numbers, octets: Octets, validity: pa.Buffer | None) -> pa.StringArray:
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(octets), validity)
