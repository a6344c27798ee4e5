"""Spellings of one name folded to one: case, diacritics, apostrophes, and the commonest differences of transliteration.

'Tokayev', 'Toqayev' and 'Tokaev' have one folding, as have 'Mohammed' and 'Muhammad'. Here belongs what happens to the
letters; which names are one person is for `persons`.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np

from reading.kernel import Codes, Hashes, entry, kernel

_APOSTROPHES = "'’‘ʻʼ`´ʹ"
_SPECIAL = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_WIDTH = 3  # code points to which one may fold
_SPACE = 0x20
_A, _D, _E, _H, _I, _J, _K, _M, _O, _Q, _U, _Y = (ord(letter) for letter in "adehijkmoquy")
_LETTER = 21
_TWO_LETTERS = np.uint64((1 << 2 * _LETTER) - 1)
#: Initials of two letters, as folded ('Zh. Omarova' is 'Zhanna Omarova'), letters packed.
_DIGRAPHS = np.array(
    [
        sum(ord(letter) << number * _LETTER for number, letter in enumerate(digraph))
        for digraph in ("zh", "sh", "ch", "kh", "ts", "iu", "ia", "dzh")
    ],
    np.uint64,
)
_PRIME, _OFFSET = np.uint64(0x100000001B3), np.uint64(0xCBF29CE484222325)
#: A name longer than this is cut.
MAX_FOLDED = 240
#: Room for the folding of a name.
_ROOM = _WIDTH * MAX_FOLDED


@cache
def foldings() -> Codes:
    """Return the letters to which each code point folds, a row of three, 0 where there are fewer.

    A space stands for what is no letter, nothing for an apostrophe or a combining mark.
    """
    table = np.zeros((0x10000, _WIDTH), np.uint32)
    for code in range(0x10000):
        letter = chr(code)
        if letter in _APOSTROPHES or 0xD800 <= code < 0xE000:
            continue
        folded = "".join(_SPECIAL.get(each, each) for each in letter.casefold())
        plain = [each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each)]
        kept = [ord(each) if each.isalnum() else _SPACE for each in plain if ord(each) < 0x10000]
        table[code, : len(kept[:_WIDTH])] = kept[:_WIDTH]
    return table


@kernel
def _letters(table: Codes, codes: Codes, start: int, end: int, out: Codes) -> int:
    """Fold letter by letter into `out`, words parted by one space; return the length."""
    length = 0
    for position in range(start, min(end, start + MAX_FOLDED)):
        code = codes[position]
        if code >= 0x10000:
            out[length] = code
            length += 1
            continue
        for number in range(3):
            folded = table[code, number]
            if folded == _SPACE and (length == 0 or out[length - 1] == _SPACE):
                continue
            if folded and length < len(out) - 2:
                out[length] = folded
                length += 1
    return length - 1 if length and out[length - 1] == _SPACE else length


@kernel
def _is_muhammad(out: Codes, first: int, last: int) -> bool:
    """Is the word one of the spellings of Muhammad: m, o or u, perhaps h, a, one m or more, a or e, d?"""
    at = first
    if last - first < 6 - 1 or out[at] != _M or out[at + 1] not in (_O, _U):
        return False
    at += 3 if out[at + 2] == _H else 2
    if out[at] != _A:
        return False
    at += 1
    n_middle = 0
    while at < last and out[at] == _M:
        at += 1
        n_middle += 1
    return n_middle > 0 and last - at == 2 and out[at] in (_A, _E) and out[at + 1] == _D


@kernel
def _words(out: Codes, length: int) -> int:
    """Fold words as wholes, in place: Muhammad, and the Y before E and A with which some spell the beginning."""
    is_long, to, first = length > 3, 0, 0
    for position in range(length):
        is_long = is_long or out[position] == _SPACE
    while first < length:
        last = first
        while last < length and out[last] != _SPACE:
            last += 1
        if _is_muhammad(out, first, last):
            if last - first >= 7:  # room for 'mohamed' in place
                for number in range(7):
                    out[to + number] = (_M, _O, _H, _A, _M, _E, _D)[number]
                to += 7
            else:  # 'muhamad' is as long; 'mohamed' without its h is written over what was read
                out[to], out[to + 1], out[to + 2] = _M, _O, _A
                out[to + 3], out[to + 4], out[to + 5] = _M, _E, _D
                to += 6
        else:
            if is_long and last - first > 1 and out[first] == _Y and out[first + 1] in (_E, _A):
                first += 1
            for position in range(first, last):
                out[to] = out[position]
                to += 1
        if last < length:
            out[to] = _SPACE
            to += 1
        first = last + 1
    return to


@kernel
def _replace(out: Codes, length: int, a: int, b: int, c: int, is_pair: bool) -> int:
    """Leave out the letter `b` of each 'abc' (or of each 'ab'), in place; return the new length."""
    to, position = 0, 0
    while position < length:
        is_found = out[position] == a and position + 1 < length and out[position + 1] == b
        if is_found and not is_pair:
            is_found = position + 2 < length and out[position + 2] == c
        out[to] = out[position]
        to += 1
        if is_found and is_pair:
            position += 2
        elif is_found:
            out[to] = c
            to += 1
            position += 3
        else:
            position += 1
    return to


@kernel
def _undouble(out: Codes, length: int) -> int:
    """Write doubled letters once, in place; but the II and III of 'Charles III' stay."""
    to, position = 0, 0
    while position < length:
        stop = position
        while stop < length and out[stop] == out[position]:
            stop += 1
        is_word = (position == 0 or out[position - 1] == _SPACE) and (stop == length or out[stop] == _SPACE)
        is_number = out[position] == _I and is_word and stop - position in (2, 3)
        letter = out[position]
        for _ in range(stop - position if is_number else 1):
            out[to] = letter
            to += 1
        position = stop
    return to


@entry
def fold_span(table: Codes, codes: Codes, start: int, end: int, out: Codes) -> int:
    """Fold codes[start:end] into `out` (at least 256 long), words parted by one space; return the length."""
    length = _words(out, _letters(table, codes, start, end, out))
    for position in range(length):
        if out[position] == _Q:
            out[position] = _K
    length = _replace(out, length, _I, _J, 0, True)
    for position in range(length):
        if out[position] == _Y:
            out[position] = _I
    length = _replace(out, length, _I, _I, _E, False)
    length = _replace(out, length, _A, _I, _E, False)
    length = _replace(out, length, _E, _I, _E, False)
    length = _replace(out, length, _O, _I, _E, False)
    return _undouble(out, length)


@kernel
def _is_break(code: int) -> bool:
    """Does a character part a name: space or a full stop?"""
    return code in (0x20, 0x2E, 0x0A, 0x09, 0x0D, 0x0B, 0x0C, 0x85, 0xA0, 0x202F, 0x3000) or 0x2000 <= code <= 0x200A


@kernel
def next_part(table: Codes, codes: Codes, start: int, end: int, out: Codes) -> tuple[int, int]:
    """Fold the next part of a name into `out`; return its length and where it ends. Hyphens join a part."""
    while start < end and _is_break(codes[start]):
        start += 1
    stop = start
    while stop < end and not _is_break(codes[stop]):
        stop += 1
    length = fold_span(table, codes, start, stop, out)
    to = 0
    for position in range(length):
        if out[position] != _SPACE:
            out[to] = out[position]
            to += 1
    return to, stop


@kernel
def _digraphs(letters: np.uint64, length: int) -> np.uint64:
    """Which digraphs a part begins with (8 bits), and which one it is (the next 8)."""
    found = np.uint64(0)
    for number in range(len(_DIGRAPHS)):
        digraph = _DIGRAPHS[number]
        is_long = digraph >> np.uint64(2 * _LETTER) != 0
        opening = letters if is_long else letters & _TWO_LETTERS
        if opening == digraph:
            found |= np.uint64(1) << np.uint64(number)
            if length == (3 if is_long else 2):
                found |= np.uint64(256) << np.uint64(number)
    return found


@kernel
def part_spans(table: Codes, codes: Codes, start: int, end: int, out: Codes, parts: Hashes, count: int) -> int:
    """Append the folded parts of a name to `parts`: a hash, the first three letters (21 bits each), digraphs.

    Return the number of parts so far.
    """
    while start < end:
        length, start = next_part(table, codes, start, end, out)
        if length == 0:
            continue
        word, letters = _OFFSET, np.uint64(0)
        for position in range(length):
            word = (word ^ np.uint64(out[position])) * _PRIME
            if position < 3:
                letters |= np.uint64(out[position]) << np.uint64(_LETTER * position)
        parts[count, 0], parts[count, 1], parts[count, 2] = word, letters, _digraphs(letters, length)
        count += 1
    return count


def fold(name: str) -> str:
    """Return the folding of a name or a part of one."""
    codes = np.frombuffer(name.encode("utf-32-le", "surrogatepass"), np.uint32)
    out = np.empty(_ROOM, np.uint32)
    length = fold_span(foldings(), codes, 0, len(codes), out)
    return "".join(map(chr, out[:length]))
