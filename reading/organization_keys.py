"""Keys of bodies: what makes two names one body, written as letters and numbered, each key once in a batch.

A key is a few words in lower-case ASCII joined by hyphens ('nor-ministry-of-health'). Keys of known bodies are those of
`organization.csv`. Which words make up the key of a body is for `organizations`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reading.folding import MAX_FOLDED, fold_span
from reading.kernel import Codes, Ints, Numbers, Octets, kernel
from reading.organization_lexicon import TEXT, TEXT_END, OrganizationLexicon
from reading.tokens import hash_codes
from reading.wordmap import WordMap, look_up

#: Columns of `Keys.ids`. K_ROW is the row of the body in its text, K_SEAT the key of an embassy with its seat by the
#: key without it, in the text K_SEAT_TEXT; K_BASE the key without the seat.
K_HASH, K_KNOWN, K_START, K_END, K_ROW, K_SEAT, K_SEAT_TEXT, K_BASE = range(8)
N_KEY_COLUMNS = 8
#: Places of `Keys.counts`.
N_IDS, N_LETTERS, IS_FULL = range(3)
#: A key is made of no more letters of a text than these, and may be so long.
MAX_SOURCE = 480
MAX_KEY = 1024
#: Length of the tables for the letters from which a key is made.
N_SOURCE, N_FOLDED = MAX_SOURCE + 32, 3 * MAX_FOLDED
_QUOTES = (0x27, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB, 0x201E)
_HYPHEN, _MAX_ASCII = 0x2D, 0x7F
_I, _N = 0x69, 0x6E


class Keys(NamedTuple):
    """The keys of a batch by number: `slots` has the number of each hash, plus 1; `letters` all keys that are not known.

    `source` and `folded` hold the words of which a key is being made; `of_known` the number of the key of a known body,
    -1 where the batch has none.
    """

    slots: WordMap
    ids: Ints
    of_known: Numbers
    letters: Octets
    source: Codes
    folded: Codes
    counts: Ints


@kernel
def begin_key(keys: Keys) -> int:
    """Return the place in `letters` where a key can be written."""
    if keys.counts[N_LETTERS] + MAX_KEY > len(keys.letters):
        keys.counts[N_LETTERS], keys.counts[IS_FULL] = 0, 1
    return keys.counts[N_LETTERS]


@kernel
def write_text(lexicon: OrganizationLexicon, keys: Keys, row: int, at: int) -> int:
    """Write the key of a row of the lexicon; return the place behind it."""
    for place in range(lexicon.facts[row, TEXT], lexicon.facts[row, TEXT_END]):
        keys.letters[at] = lexicon.letters[place]
        at += 1
    return at


@kernel
def write_hyphen(keys: Keys, at: int) -> int:
    keys.letters[at] = _HYPHEN
    return at + 1


@kernel
def write_seat(keys: Keys, at: int) -> int:
    """Write '-in-'."""
    keys.letters[at], keys.letters[at + 1], keys.letters[at + 2], keys.letters[at + 3] = _HYPHEN, _I, _N, _HYPHEN
    return at + 4


@kernel
def add_source(codes: Codes, start: int, end: int, source: Codes, length: int) -> int:
    """Add a stretch of text without quotation marks and apostrophes to the words of a key; return their length."""
    for position in range(start, min(end, start + MAX_SOURCE - length)):
        code = codes[position]
        if code not in _QUOTES:
            source[length] = code
            length += 1
    return length


@kernel
def write_source(lexicon: OrganizationLexicon, keys: Keys, length: int, at: int) -> int:
    """Write the words of a key joined by hyphens; return the place behind them."""
    is_ascii = True
    for place in range(length):
        is_ascii = is_ascii and keys.source[place] <= _MAX_ASCII
    if is_ascii:
        return _write_words(keys.source, length, keys.letters, at)
    return _write_words(
        keys.folded, fold_span(lexicon.foldings, keys.source, 0, length, keys.folded), keys.letters, at
    )


@kernel
def _write_words(source: Codes, length: int, letters: Octets, at: int) -> int:
    first = at
    for place in range(length):
        code = source[place]
        if 0x41 <= code <= 0x5A:
            code |= 0x20
        if 0x61 <= code <= 0x7A or 0x30 <= code <= 0x39:
            letters[at] = code
            at += 1
        elif at > first and letters[at - 1] != _HYPHEN:
            letters[at] = _HYPHEN
            at += 1
    return at - 1 if at > first and letters[at - 1] == _HYPHEN else at


@kernel
def number_key(lexicon: OrganizationLexicon, keys: Keys, start: int, end: int) -> int:
    """Return the number of the key that has just been written; it is kept if it is new and of no known body."""
    word = hash_codes(lexicon.table, keys.letters, start, end)
    mask = len(keys.slots) - 1
    slot = np.int64(word >> np.uint64(20)) & mask
    while keys.slots[slot, 1] != 0:
        if keys.slots[slot, 0] == word:
            return np.int64(keys.slots[slot, 1]) - 1  # type: ignore[return-value]
        slot = (slot + 1) & mask
    number = keys.counts[N_IDS]
    keys.counts[N_IDS] += 1
    keys.slots[slot, 0], keys.slots[slot, 1] = word, np.uint64(number + 1)
    known = look_up(lexicon.keys, word) - 1
    keys.ids[number, K_HASH], keys.ids[number, K_KNOWN] = np.int64(word), known
    keys.ids[number, K_START], keys.ids[number, K_END] = (start, end) if known < 0 else (-1, -1)
    keys.ids[number, K_ROW] = keys.ids[number, K_SEAT] = keys.ids[number, K_SEAT_TEXT] = keys.ids[number, K_BASE] = -1
    if known < 0:
        keys.counts[N_LETTERS] = end
    return number


@kernel
def key_of_known(lexicon: OrganizationLexicon, keys: Keys, known: int) -> int:
    """Return the number of the key of a known body."""
    if keys.of_known[known] < 0:
        start = begin_key(keys)
        keys.of_known[known] = number_key(lexicon, keys, start, write_text(lexicon, keys, known, start))
    return keys.of_known[known]


@kernel
def key_of_span(lexicon: OrganizationLexicon, keys: Keys, codes: Codes, start: int, end: int) -> int:
    """Return the number of the key that is a stretch of text."""
    at = begin_key(keys)
    length = add_source(codes, start, end, keys.source, 0)
    return number_key(lexicon, keys, at, write_source(lexicon, keys, length, at))


@kernel
def key_without_seat(lexicon: OrganizationLexicon, keys: Keys, number: int) -> int:
    """Return the number of the key of an embassy without '-in-' and its seat: its own if it has none."""
    if keys.ids[number, K_BASE] >= 0:
        return keys.ids[number, K_BASE]
    start, end, letters = keys.ids[number, K_START], keys.ids[number, K_END], keys.letters
    base, at = number, end - 4
    while at > start:
        is_in = letters[at] == _HYPHEN and letters[at + 1] == _I and letters[at + 2] == _N
        if is_in and letters[at + 3] == _HYPHEN:
            begin = begin_key(keys)
            for place in range(start, at):
                letters[begin + place - start] = letters[place]
            base = number_key(lexicon, keys, begin, begin + at - start)
            break
        at -= 1
    keys.ids[number, K_BASE] = base
    return base


@kernel
def key_with_seat(lexicon: OrganizationLexicon, keys: Keys, number: int, state: int) -> int:
    """Return the number of the key of an embassy whose seat is a state."""
    begin = begin_key(keys)
    at = begin
    for place in range(keys.ids[number, K_START], keys.ids[number, K_END]):
        keys.letters[at] = keys.letters[place]
        at += 1
    at = write_text(lexicon, keys, lexicon.first_state + state, write_seat(keys, at))
    return number_key(lexicon, keys, begin, at)
