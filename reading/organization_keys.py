"""Keys of bodies: what makes two names one body, written as letters and numbered, each key once in a batch.

A key is a few words in lower-case ASCII joined by hyphens ('nor-ministry-of-health'). Keys of known bodies are those of
`organization.csv`. Which words make up the key of a body is for `organizations`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reading.folding import MAX_FOLDED, fold_span
from reading.kernel import Codes, Ints, Octets, kernel
from reading.organization_lexicon import KEY_BIT, KNOWN_BIT, TEXT, TEXT_END, OrganizationLexicon
from reading.tokens import hash_codes
from reading.wordmap import WordMap, look_up

#: Columns of `Keys.ids`. K_ROW is the row of the body in its text, K_SEAT the key of an embassy with its seat by the
#: key without it, in the text K_SEAT_TEXT; K_BASE the key without the seat.
K_HASH, K_START, K_END, K_ROW, K_SEAT, K_SEAT_TEXT, K_BASE = range(7)
N_KEY_COLUMNS = 7
#: Columns of the last row of `Keys.ids`: how many keys and letters there are, and whether there were too many.
N_IDS, N_LETTERS, IS_FULL = range(3)
#: A key is made of no more letters of a text than these, and may be so long.
MAX_SOURCE = 480
MAX_KEY = 1024
#: Length of the tables for the letters from which a key is made.
N_FOLDED = 3 * MAX_FOLDED
N_SOURCE = N_FOLDED + MAX_SOURCE + 32
_QUOTES = (0x27, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB, 0x201E)
_HYPHENS = (0x2011, 0x2013)
_HYPHEN, _MAX_ASCII = 0x2D, 0x7F
_I, _N = 0x69, 0x6E


class Keys(NamedTuple):
    """The keys of a batch by number, those of known bodies by their row; `slots` has the number of each other's hash.

    `letters` begins with the letters of the lexicon, then come all keys that are not known. `source` holds the letters
    to which words fold, and from N_FOLDED on the words of which a key is being made. The last row of `ids` counts.
    """

    slots: WordMap
    ids: Ints
    letters: Octets
    source: Codes


@kernel
def begin_key(lexicon: OrganizationLexicon, keys: Keys) -> int:
    """Return the place in `letters` where a key can be written."""
    if keys.ids[-1, N_LETTERS] + MAX_KEY > len(keys.letters):
        keys.ids[-1, N_LETTERS], keys.ids[-1, IS_FULL] = lexicon.facts[-1, TEXT_END], 1
    return keys.ids[-1, N_LETTERS]


@kernel
def write_text(lexicon: OrganizationLexicon, keys: Keys, row: int, at: int) -> int:
    """Write the key of a row of the lexicon; return the place behind it."""
    for place in range(lexicon.facts[row, TEXT], lexicon.facts[row, TEXT_END]):
        keys.letters[at] = keys.letters[place]
        at += 1
    return at


@kernel
def write_hyphen(keys: Keys, at: int) -> int:
    """Write a hyphen; return the place behind it."""
    keys.letters[at] = _HYPHEN
    return at + 1


@kernel
def write_seat(keys: Keys, at: int) -> int:
    """Write '-in-'."""
    keys.letters[at], keys.letters[at + 1], keys.letters[at + 2], keys.letters[at + 3] = _HYPHEN, _I, _N, _HYPHEN
    return at + 4


@kernel
def add_source(keys: Keys, codes: Codes, start: int, end: int, length: int) -> int:
    """Add a stretch of text without quotation marks and apostrophes to the words of a key; return their length."""
    for position in range(start, min(end, start + MAX_SOURCE - length)):
        code = codes[position]
        if code not in _QUOTES:
            keys.source[N_FOLDED + length] = _HYPHEN if code in _HYPHENS else code
            length += 1
    return length


@kernel
def write_source(lexicon: OrganizationLexicon, keys: Keys, length: int, at: int) -> int:
    """Write the words of a key joined by hyphens; return the place behind them."""
    first, end, is_ascii = N_FOLDED, N_FOLDED + length, True
    for place in range(first, end):
        is_ascii = is_ascii and keys.source[place] <= _MAX_ASCII
    if not is_ascii:
        first, end = 0, fold_span(lexicon.foldings, keys.source, first, end, keys.source)
    return _write_words(keys.source, first, end, keys.letters, at)


@kernel
def _write_words(source: Codes, start: int, end: int, letters: Octets, at: int) -> int:
    first = at
    for place in range(start, end):
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
    """Return the number of the key that has just been written; it is kept if it is new."""
    word = hash_codes(lexicon.table, keys.letters, start, end)
    mask = len(keys.slots) - 1
    slot = np.int64(word >> np.uint64(20)) & mask
    while keys.slots[slot, 1] != 0:
        if keys.slots[slot, 0] == word:
            return np.int64(keys.slots[slot, 1]) - 1  # type: ignore[return-value]
        slot = (slot + 1) & mask
    known = look_up(lexicon.words, word)
    if known & KEY_BIT:
        return (known >> KNOWN_BIT) - 1
    number = keys.ids[-1, N_IDS]
    keys.ids[-1, N_IDS], keys.ids[-1, N_LETTERS] = number + 1, end
    keys.slots[slot, 0], keys.slots[slot, 1] = word, np.uint64(number + 1)
    keys.ids[number, K_HASH], keys.ids[number, K_START], keys.ids[number, K_END] = np.int64(word), start, end
    keys.ids[number, K_ROW] = keys.ids[number, K_SEAT] = keys.ids[number, K_SEAT_TEXT] = keys.ids[number, K_BASE] = -1
    return number


@kernel
def key_of_span(lexicon: OrganizationLexicon, keys: Keys, codes: Codes, start: int, end: int) -> int:
    """Return the number of the key that is a stretch of text."""
    at = begin_key(lexicon, keys)
    length = add_source(keys, codes, start, end, 0)
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
            begin = begin_key(lexicon, keys)
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
    begin = begin_key(lexicon, keys)
    at = begin
    for place in range(keys.ids[number, K_START], keys.ids[number, K_END]):
        keys.letters[at] = keys.letters[place]
        at += 1
    at = write_text(lexicon, keys, lexicon.first_state + state, write_seat(keys, at))
    return number_key(lexicon, keys, begin, at)
