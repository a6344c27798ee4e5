"""The keys of persons, made for a batch in one compiled pass: names folded, without middle initials.

Two spellings of one name ('Tokayev', 'Toqayev', 'Tokaev') have one key. A leading initial stays. A single name is told
from others by the state its bearer speaks for. How letters fold is in `folding`.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from reading.columns import Persons
from reading.country_forms import country_table
from reading.folding import MAX_FOLDED, fold_span, foldings
from reading.kernel import Codes, Numbers, Shorts, entry, kernel
from reading.strings import strings
from reading.tokens import Batch, characters, facts_of

_SPACE, _DOT = 0x20, 0x2E
_KIND, _IS_SPACE = 16, 3  # of the facts of a character
_WIDTH = 3  # code points to which one may fold
_N_LETTERS = 3  # of the code of a state
#: More parts of a name are dropped.
_MAX_PARTS = 64


@cache
def _state_letters() -> Codes:
    """Return the codes of `country_table()` in lower case, a row of letters each."""
    return np.array([[ord(letter) for letter in entry.country_code.lower()] for entry in country_table()], np.uint32)


def official_keys(batch: Batch, persons: Persons) -> pa.StringArray:
    """Return the key of each person."""
    n_persons = len(persons.name_start)
    lengths = np.minimum(persons.name_end - persons.name_start, MAX_FOLDED)
    keys = np.empty(int(lengths.sum()) * (_WIDTH + 1) + (1 + _N_LETTERS) * n_persons, np.uint32)
    ends = np.empty(n_persons + 1, np.int32)
    _make(
        characters(),
        foldings(),
        _state_letters(),
        batch.codes,
        persons.name_start,
        persons.name_end,
        persons.represented,
        np.empty((2, _WIDTH * MAX_FOLDED), np.uint32),
        np.empty((_MAX_PARTS, 2), np.int32),
        keys,
        ends,
    )
    return strings(keys, ends[:-1], ends[1:])


@entry
def _make(
    table: Codes,
    folded: Codes,
    letters: Codes,
    codes: Codes,
    start: Numbers,
    end: Numbers,
    represented: Shorts,
    scratch: Codes,
    parts: Numbers,
    keys: Codes,
    ends: Numbers,
) -> None:
    """Write the keys one behind the other into `keys`, and where each ends into `ends`, after a 0.

    `scratch` has two rows: one for a part of a name, one for all of them.
    """
    at = 0
    ends[0] = 0
    for row in range(len(start)):
        last = min(end[row], start[row] + MAX_FOLDED)
        n_parts = _split(table, folded, codes, start[row], last, scratch, parts)
        at = _join(scratch[1], parts, n_parts, keys, at)
        is_single = True
        for position in range(ends[row], at):
            is_single = is_single and keys[position] != _SPACE
        if is_single and represented[row] >= 0:
            keys[at] = _SPACE
            for number in range(_N_LETTERS):
                keys[at + 1 + number] = letters[represented[row], number]
            at += 1 + _N_LETTERS
        ends[row + 1] = at


@kernel
def _split(table: Codes, folded: Codes, codes: Codes, start: int, end: int, scratch: Codes, parts: Numbers) -> int:
    """Write the folded parts of a name, and where each stands into `parts`; return how many there are.

    Space and full stops part them. A hyphen joins: 'Holm-Berg' is one part.
    """
    n_parts, position, at = 0, start, 0
    while position < end and n_parts < len(parts):
        stop = position
        while stop < end and codes[stop] != _DOT and (facts_of(table, codes[stop]) >> _KIND) & 3 != _IS_SPACE:
            stop += 1
        if stop > position:
            begin = at
            for number in range(fold_span(folded, codes, position, stop, scratch[0])):
                if scratch[0, number] != _SPACE:
                    scratch[1, at] = scratch[0, number]
                    at += 1
            if at > begin:
                parts[n_parts, 0], parts[n_parts, 1] = begin, at
                n_parts += 1
        position = stop + 1
    return n_parts


@kernel
def _join(letters: Codes, parts: Numbers, n_parts: int, keys: Codes, at: int) -> int:
    """Write the key made of some parts at `at`, one space between them; return where it ends.

    Middle initials are left out, unless the name is but one word and its initials ('S.P.C. Perera').
    """
    begin, n_long = at, 0
    for number in range(n_parts):
        n_long += parts[number, 1] - parts[number, 0] > 1
    keeps_all = n_parts > 0 and parts[0, 1] - parts[0, 0] == 1 and n_long == 1
    for number in range(n_parts):
        is_long = parts[number, 1] - parts[number, 0] > 1
        if not (keeps_all or is_long or number in (0, n_parts - 1)):
            continue
        if at > begin:
            keys[at] = _SPACE
            at += 1
        for position in range(parts[number, 0], parts[number, 1]):
            keys[at] = letters[position]
            at += 1
    return at
