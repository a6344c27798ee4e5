"""Texts as columns: the code points of a batch, and the tokens in them, found in one compiled pass.

A token is a run of word characters or one other character; space is no token, but a token knows what stands before it.
Here belongs what every reader needs of a token: where it stands, a hash of its lower-case spelling, its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from reading.kernel import Codes, Hashes, Ints, Numbers, Octets, entry, kernel

#: Stands behind each text of a batch: no word character, and part of no phrase.
SEPARATOR = "\x00"

#: Shape of a token: what kind of character it begins with, and how it is written.
WORD, UPPER, CAPITAL, DIGIT = 1, 2, 4, 8
#: What stands before a token: nothing, one space, other space, or a line feed (and so before the first token).
GLUED, SPACED, WIDE, APART = 0, 1, 2, 3

# Classes of characters.
_OTHER, _LETTER, _NUMBER, _SPACE = 0, 1, 2, 3
_KIND, _CAPITAL = 16, 18
_LINE_FEED, _ONE_SPACE = 10, 32

_PRIME = np.uint64(0x100000001B3)
_OFFSET = np.uint64(0xCBF29CE484222325)


class Batch(NamedTuple):
    """The texts of a batch: `codes` holds them one behind the other, each with a separator behind it.

    Text t is codes[first_code[t] : first_code[t + 1] - 1], its tokens are first_token[t] to first_token[t + 1]. A token
    is [start, end) in `codes`; `word` is a hash of its lower-case spelling.
    """

    codes: Codes
    first_code: Ints
    first_token: Ints
    start: Numbers
    end: Numbers
    word: Hashes
    shape: Octets
    gap: Octets


@cache
def characters() -> Codes:
    """Return what is known of each code point of the Basic Multilingual Plane, packed into 32 bits.

    Lower case (16 bits; folds typographic apostrophes and hyphens; a letter whose counterpart is more than one code
    point is its own), then the class, then whether it is a capital.
    """
    table = np.empty(0x10000, np.uint32)
    folded = {ord("’"): ord("'"), ord("‑"): ord("-"), ord("–"): ord("-")}
    for code in range(0x10000):
        letter = chr(code)
        kind = _OTHER
        if letter.isspace():
            kind = _SPACE
        elif letter.isalnum() or letter == "_":
            kind = _NUMBER if letter.isdigit() else _LETTER
        lower = letter.lower()
        table[code] = folded.get(code, ord(lower) if len(lower) == 1 else code) | kind << _KIND
        table[code] |= (letter.isupper() or letter.istitle()) << _CAPITAL
    return table


@kernel
def facts_of(table: Codes, code: int) -> int:
    """Facts of a character; beyond the first plane rare letters count as letters, emoji do not."""
    if code < 0x10000:
        return table[code]
    is_emoji = 0x1F000 <= code < 0x1FB00
    return np.uint32((code & 0xFFFF) | (_OTHER if is_emoji else _LETTER) << _KIND)  # type: ignore[return-value]


@entry
def hash_codes(table: Codes, codes: Codes, start: int, end: int) -> np.uint64:
    """Hash of the lower-case spelling of a stretch of text (FNV-1a over code points)."""
    value = _OFFSET
    for position in range(start, end):
        value = (value ^ np.uint64(facts_of(table, codes[position]) & 0xFFFF)) * _PRIME
    return value


@kernel
def _gap_with(code: int, before: int) -> int:
    """The gap before the next token, if one more character of space stands in it."""
    if code == _LINE_FEED or before == APART:
        return APART
    return SPACED if code == _ONE_SPACE and before == GLUED else WIDE


@kernel
def _read_word(table: Codes, codes: Codes, position: int, facts: int, value: np.uint64) -> tuple[int, np.uint64, int]:
    """Read on from the first character of a word; return where it ends, its hash and its shape."""
    begin, n_codes = position - 1, len(codes)
    n_capitals, n_digits = (facts >> _CAPITAL) & 1, 1 if ((facts >> _KIND) & 3) == _NUMBER else 0
    flags = WORD | (CAPITAL if n_capitals else 0)
    while position < n_codes:
        facts = facts_of(table, codes[position])
        kind = (facts >> _KIND) & 3
        if kind in (_OTHER, _SPACE):
            break
        value = (value ^ np.uint64(facts & 0xFFFF)) * _PRIME
        n_capitals += (facts >> _CAPITAL) & 1
        n_digits += kind == _NUMBER
        position += 1
    if n_digits:
        flags |= DIGIT
    if n_capitals and n_capitals + n_digits == position - begin:
        flags |= UPPER
    return position, value, flags


@entry
def _tokenize(
    table: Codes,
    codes: Codes,
    start: Numbers,
    end: Numbers,
    word: Hashes,
    shape: Octets,
    gap: Octets,
    first_token: Ints,
) -> int:
    """Fill the columns of the tokens; return how many there are, or -1 if the columns are too short."""
    count, text, before, position, n_codes, capacity = 0, 0, APART, 0, len(codes), len(start)
    while position < n_codes:
        code = codes[position]
        facts = facts_of(table, code)
        kind = (facts >> _KIND) & 3
        begin = position
        position += 1
        if kind == _SPACE:
            before = _gap_with(code, before)
            continue
        if code == 0:
            text += 1
            first_token[text] = count
            before = APART
            continue
        if count == capacity:
            return -1
        value, flags = (_OFFSET ^ np.uint64(facts & 0xFFFF)) * _PRIME, 0
        if kind != _OTHER:
            position, value, flags = _read_word(table, codes, position, facts, value)
        start[count], end[count], word[count] = begin, position, value
        shape[count], gap[count] = flags, before
        count += 1
        before = GLUED
    return count


def tokenize(texts: Sequence[str]) -> Batch:
    """Return a batch of texts as columns. Texts must hold no NUL: `document.decode` rejects them."""
    joined = "".join(text.replace(SEPARATOR, " ") + SEPARATOR for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    n_codes = len(codes)
    first_code = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)), out=first_code[1:])
    first_token = np.zeros(len(texts) + 1, np.int64)
    capacity = n_codes // 3 + 64
    while True:
        start, end = np.empty(capacity, np.int32), np.empty(capacity, np.int32)
        word, shape, gap = np.empty(capacity, np.uint64), np.empty(capacity, np.uint8), np.empty(capacity, np.uint8)
        count = _tokenize(characters(), codes, start, end, word, shape, gap, first_token)
        if count >= 0:
            break
        capacity = n_codes  # a text of marks only
    return Batch(codes, first_code, first_token, start[:count], end[:count], word[:count], shape[:count], gap[:count])


def text_of(batch: Batch) -> str:
    """Return the texts of a batch as they stand in `codes`, so that places of columns are places in it."""
    return batch.codes.tobytes().decode("utf-32-le", "surrogatepass")
