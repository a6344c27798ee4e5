"""The scene of a release: its units, its titles and its names, and which title belongs to which name.

One pass lays a text out, finds titles and names from left to right, and pairs them. Who the names are, and whom their
titles speak for, is for `persons` and `represented` to say.
"""

from __future__ import annotations

import numpy as np

from reading.columns import NONE, U_HONORIFIC, U_WORD, Bodies, Countries, Names, Texts, Titles, Units
from reading.kernel import Codes, Hashes, Ints, Numbers, entry, kernel
from reading.matching import Found
from reading.name_runs import (
    is_addressed_style,
    is_head,
    is_lower_at,
    is_name_like,
    leads_to_prose,
    name_stop,
    opens_as_month,
    opens_beside_title,
)
from reading.pair_lexicon import PairLexicon, pair_lexicon
from reading.pairing import (
    MAX_CHAIN,
    N_ADDRESSED,
    N_AFTER,
    N_END,
    N_FIRST,
    N_LAST,
    N_LEADER,
    N_NAME_COLUMNS,
    N_OUTER,
    N_PLACE,
    N_PREVIOUS,
    N_START,
    N_STOP,
    N_TITLE,
    N_TOKEN,
    pair,
    share_plurals,
)
from reading.scene_lexicon import G_SPACE, NAME_GAP, W_LAKE, W_U, SceneLexicon, scene_lexicon
from reading.titles import N_TITLE_COLUMNS, T_COMPLEMENT, T_HEAD, T_HEAD_END, T_STOP, read_title
from reading.tokens import Batch, characters
from reading.units import (
    END,
    FIRST,
    GAP,
    KIND,
    N_UNIT_COLUMNS,
    REF,
    SAYS,
    START,
    STOP_AT,
    TAG,
    gather_bodies,
    gather_states,
    gather_titles,
    merge_units,
)
from reading.wordmap import WordMap
from reading.words import MAX_GAP, Words

#: What may stand between a form of address and the name it belongs to.
_ADDRESS_MARKS = (0x20, 0x2E, 0x2C, 0x28, 0x29)


def read_scene(
    batch: Batch, texts: Texts, words: Words, hits: Found, countries: Countries, bodies: Bodies
) -> tuple[Units, Titles, Names]:
    """Return the units, titles and names of a batch. `hits` are those of kind 'title'."""
    n_texts = len(texts.title_end)
    n_pieces = len(hits.start) + len(countries.start) + len(bodies.start)
    n_units = len(words.start) + n_pieces
    first = np.zeros((3, n_texts + 1), np.int64)
    pieces, units = (np.empty((n, N_UNIT_COLUMNS), np.int32) for n in (n_pieces, n_units))
    hashes = np.empty((n_units, 2), np.uint64)
    titles = np.empty((len(hits.start) + n_units, N_TITLE_COLUMNS), np.int32)
    names = np.empty((n_units, N_NAME_COLUMNS), np.int32)
    heads = np.empty(len(hits.start) + MAX_CHAIN * n_units, np.int32)
    _read(
        scene_lexicon(),
        pair_lexicon(),
        characters(),
        batch,
        texts.title_end,
        words,
        hits,
        countries,
        bodies,
        first,
        pieces,
        units,
        hashes,
        titles,
        heads,
        names,
    )
    return _units(first[0], units, hashes), _titles(first[1], titles, heads), _names(first[2], names)


def _units(first: Ints, rows: Numbers, hashes: Hashes) -> Units:
    columns, (word, gap) = _columns(rows, first[-1]), np.ascontiguousarray(hashes[: first[-1]].T)
    kind, tag = columns[KIND].astype(np.uint8), columns[TAG].astype(np.uint8)
    return Units(
        first, columns[START], columns[END], kind, word, gap, tag, columns[REF], columns[FIRST], columns[STOP_AT]
    )


def _titles(first: Ints, rows: Numbers, heads: Numbers) -> Titles:
    columns = _columns(rows, first[-1])
    n_heads = rows[first[-1] - 1, T_HEAD_END] if first[-1] else 0
    first_unit, last_unit, start, end, first_head, last_head = columns[: T_HEAD_END + 1]
    has_complement = columns[T_COMPLEMENT].astype(np.uint8)
    return Titles(
        first, first_unit, last_unit, start, end, first_head, last_head, has_complement, heads[:n_heads].copy()
    )


def _names(first: Ints, rows: Numbers) -> Names:
    columns = _columns(rows, first[-1])
    first_unit, last_unit, start, end, outer, title = columns[: N_TITLE + 1]
    is_addressed, is_after = columns[N_ADDRESSED].astype(np.uint8), columns[N_AFTER].astype(np.uint8)
    previous, place, leader = columns[N_PREVIOUS : N_LEADER + 1]
    return Names(
        first, first_unit, last_unit, start, end, outer, title, is_addressed, is_after, previous, place, leader
    )


def _columns(rows: Numbers, count: int) -> list[Numbers]:
    """The columns of the first rows, each in one piece."""
    return list(np.ascontiguousarray(rows[:count].T))


@entry
def _read(
    lexicon: SceneLexicon,
    patterns: PairLexicon,
    table: Codes,
    batch: Batch,
    title_end: Numbers,
    words: Words,
    hits: Found,
    countries: Countries,
    bodies: Bodies,
    first: Ints,
    pieces: Numbers,
    units: Numbers,
    hashes: Hashes,
    titles: Numbers,
    heads: Numbers,
    names: Numbers,
) -> None:
    """Fill the rows of units, titles and names, and where those of each text begin."""
    bits, n_units, n_titles, n_names = lexicon.bits, first[0, 0], first[1, 0], first[2, 0]
    for text in range(len(title_end)):
        begin, first_title, first_name = n_units, n_titles, n_names
        n_bodies = gather_bodies(batch, bodies, text, pieces)
        n_heads = gather_titles(lexicon.entries, bits, table, batch, hits, text, pieces, n_bodies)
        n_pieces = gather_states(countries, text, pieces, n_bodies, n_heads)
        n_units = merge_units(
            bits, table, batch, words, text, pieces, n_bodies, n_heads, n_pieces, units, hashes, begin
        )
        n_titles, n_names = _scan(
            bits,
            table,
            batch,
            units,
            begin,
            n_units,
            title_end[text],
            batch.first_token[text],
            titles,
            first_title,
            heads,
            names,
            first_name,
        )
        n_titles = pair(
            bits, patterns, batch, units, n_units, titles, first_title, n_titles, heads, names, first_name, n_names
        )
        share_plurals(patterns.between, batch, titles, names, first_name, n_names)
        first[0, text + 1], first[1, text + 1], first[2, text + 1] = n_units, n_titles, n_names


@kernel
def _opens_name(table: Codes, batch: Batch, units: Numbers, number: int, begin: int, stop: int, title_end: int) -> bool:
    """Does a name-like run begin with this unit? What stands after 'Lake' is part of a place."""
    if number > begin and units[number - 1, SAYS] & W_LAKE and units[number - 1, GAP] & G_SPACE:
        return False
    return (
        is_name_like(units, number, stop)
        or opens_beside_title(table, batch, units, number, begin, stop, title_end)
        or opens_as_month(units, number, begin, stop)
    )


@kernel
def _keep_title(
    table: Codes, codes: Codes, units: Numbers, number: int, last: int, titles: Numbers, n_titles: int, heads: Numbers
) -> int:
    """Number the head of a title that was read, unless it is prose in lower case; return the number of titles."""
    is_lower = is_lower_at(table, codes, units[number, START])
    is_long = last > number or titles[n_titles, T_STOP] > units[last, STOP_AT]
    if not is_long and is_lower and leads_to_prose(table, codes, units[number, END]):
        return n_titles
    head = titles[n_titles - 1, T_HEAD_END] if n_titles else 0
    titles[n_titles, T_HEAD], titles[n_titles, T_HEAD_END] = head, head + 1
    heads[head] = units[number, REF]
    return n_titles + 1


@kernel
def _scan(
    bits: WordMap,
    table: Codes,
    batch: Batch,
    units: Numbers,
    begin: int,
    stop: int,
    title_end: int,
    floor_token: int,
    titles: Numbers,
    n_titles: int,
    heads: Numbers,
    names: Numbers,
    n_names: int,
) -> tuple[int, int]:
    """Find all titles and all name-like runs of the units [begin, stop), left to right; return their numbers."""
    codes, number, floor, outer = batch.codes, begin, begin, begin - 1
    while number < stop:
        tag = units[number, TAG]
        if tag == U_HONORIFIC:
            outer = number if outer < begin else outer
            if not _addresses(codes, units, number, stop):
                outer = begin - 1
            number += 1
            continue
        if outer >= begin and is_addressed_style(units, number, stop):
            last = name_stop(codes, units, number, stop)
            _put_name(units, number, last, begin, outer, names, n_names)
            n_names += 1
            number = floor = last
        elif is_head(units, number):
            last = read_title(bits, table, batch, units, number, floor, stop, floor_token, titles, n_titles)
            n_titles = _keep_title(table, codes, units, number, last, titles, n_titles, heads)
            number = floor = last + 1
        elif _is_burmese_address(units, number, stop):
            outer = number if outer < begin else outer
            number += 1
            continue
        elif _opens_name(table, batch, units, number, begin, stop, title_end):
            last = name_stop(codes, units, number, stop)
            _put_name(units, number, last, begin, outer, names, n_names)
            n_names += 1
            number = floor = last
        else:
            number += 1
        outer = begin - 1
    return n_titles, n_names


@kernel
def _is_burmese_address(units: Numbers, number: int, stop: int) -> bool:
    if not units[number, SAYS] & W_U or not units[number, GAP] & G_SPACE or number + 2 >= stop:
        return False
    return units[number + 1, TAG] == U_WORD


@kernel
def _addresses(codes: Codes, units: Numbers, number: int, stop: int) -> bool:
    """Does a form of address go on to what follows: only space and marks stand between?"""
    if number + 1 == stop:
        return False
    end = units[number, END]
    stop = min(units[number + 1, START], end + MAX_GAP)
    while end < stop and codes[end] in _ADDRESS_MARKS:
        end += 1
    return end == stop


@kernel
def _put_name(units: Numbers, first: int, stop: int, begin: int, outer: int, names: Numbers, row: int) -> None:
    """Fill a name of the units [first, stop); `outer` is where forms of address before it begin."""
    start, token, before = units[first, START], units[first, FIRST], first - 1
    if first > begin and units[before, TAG] != U_WORD and units[before, GAP] & NAME_GAP:
        start, token = units[before, END] + 1, units[before, STOP_AT]  # 'Ambassador van der Berg'
    names[row, N_FIRST], names[row, N_LAST] = first, stop
    names[row, N_START], names[row, N_END], names[row, N_STOP] = start, units[stop - 1, END], units[stop - 1, STOP_AT]
    names[row, N_OUTER] = start if outer < begin else units[outer, START]
    names[row, N_TOKEN] = token if outer < begin else units[outer, FIRST]
    names[row, N_ADDRESSED] = names[row, N_OUTER] < start
    names[row, N_AFTER], names[row, N_PLACE] = 0, 0
    names[row, N_TITLE] = names[row, N_PREVIOUS] = names[row, N_LEADER] = NONE
