"""What the words around names say, noted once for a batch as flags: who is addressed, met, led, of which state.

Here and in `unit_signs` the text is looked at: patterns (`person_patterns`) and lexicons become the numbers of
`person_columns`, on which `persons`, `encounters` and `represented` decide.
"""

from __future__ import annotations

from typing import NamedTuple

from reading.columns import U_WORD, Countries, Names, Titles, Units
from reading.family_endings import family_ending, has_family_ending
from reading.kernel import Codes, Numbers, entry, kernel
from reading.patterns import match_after, match_before, match_between
from reading.person_columns import (
    COMPANY,
    F_ADDRESSED,
    F_AFAR,
    F_AFTER,
    F_BESIDE,
    F_COMMA,
    F_DOUBLE_LAST,
    F_FAMILY_ENDING,
    F_FROM,
    F_FULL,
    F_GIVEN_FIRST,
    F_HOSTS,
    F_IN_TITLE,
    F_INITIAL,
    F_LEADS,
    F_LED,
    F_LED_COMMA,
    F_MET,
    F_NAMED,
    F_OF,
    F_OPEN,
    F_PART,
    F_PLACED,
    F_PLAIN,
    F_RANK,
    F_SHIP,
    F_SHORT_ENDING,
    F_SPEAKER,
    F_SPEECH,
    F_VISIT,
    F_WORD_NEXT,
    MEDIA,
    N_BESIDE_BODY,
    N_BESIDE_STATE,
    N_END,
    N_ENDING,
    N_FIRST,
    N_FLAGS,
    N_LEADER,
    N_NEXT,
    N_NEXT_IN_TEXT,
    N_OUTER,
    N_PERSON,
    N_PLACE,
    N_PREVIOUS,
    N_SHORT,
    N_START,
    N_STOP,
    N_TITLE,
    N_TOKEN,
    O_COUNTRY,
    O_TYPE,
    S_COMMA,
    S_PEER_OF,
    S_PEERS,
    T_FLAGS,
    T_LAST,
    T_LAST_BODY,
    T_OFFICE,
    T_RANK,
    T_TOKEN,
    UNIT_BODY,
    UNIT_SIGNS,
    UNIT_STATE,
)
from reading.person_patterns import (
    A_HOSTS,
    A_SPEECH,
    B_COUNTERPART,
    B_LED,
    B_LED_COMMA,
    B_MET,
    B_VISIT,
    G_BY,
    G_CITIZENS,
    G_COMMA,
    G_FROM,
    G_LEADS,
    G_LISTED,
    G_OF,
    G_OPEN,
    G_PEER,
    G_REPRESENTED,
    W_FAMILY,
    W_LEADS,
    W_PEER,
    W_PLACED,
    W_SHIP,
    Wording,
)
from reading.tokens import APART, CAPITAL, GLUED, SPACED, Batch
from reading.unit_signs import REACH, is_next, note_title, note_units, token_of
from reading.wordmap import WordMap, look_up
from reading.words import ACRONYM, COMMON, DOUBLE, GIVEN, INITIAL, NAME, STOP

_COLON, _CLOSE = 0x3A, 0x29
_QUOTES = (0x22, 0x201C, 0x201D, 0xAB, 0xBB)


class Name(NamedTuple):
    """A name as units [first, stop) of a text with the units [floor, end); its first token, without address
    and with."""

    first: int
    stop: int
    floor: int
    end: int
    token: int
    outer: int


@kernel
def _makeup(words: WordMap, units: Units, first: int, stop: int) -> int:
    """What the words of a name are."""
    n_words, has_named, flags, opening = 0, False, F_PLAIN, 0
    for unit in range(first, stop):
        kind = units.kind[unit]
        has_named = has_named or kind in (NAME, GIVEN)
        if kind not in (NAME, GIVEN, INITIAL):
            flags &= ~F_PLAIN
        if kind == INITIAL:
            flags |= F_INITIAL
            continue
        n_words += 1
        if n_words == 1:
            opening = unit
    if n_words > 2 or (n_words == 2 and not look_up(words, units.word[opening]) & W_FAMILY):
        flags |= F_FULL
    flags |= (F_NAMED if has_named else 0) | (F_GIVEN_FIRST if units.kind[first] == GIVEN else 0)
    return flags | (F_DOUBLE_LAST if units.kind[stop - 1] == DOUBLE else 0)


@kernel
def _evidence(
    wording: Wording, table: Codes, batch: Batch, units: Units, name: Name, flags: int, in_title: bool
) -> int:
    """What tells whether a name without a title is a person."""
    first, stop, after = name.first, name.stop, units.last_token[name.stop - 1]
    if batch.gap[name.outer] == APART and after + 1 < len(batch.gap) and batch.codes[batch.start[after]] == _COLON:
        flags |= F_SPEAKER if batch.gap[after] == GLUED and batch.gap[after + 1] == SPACED else 0
    if batch.codes[units.end[stop - 1]] in _QUOTES and batch.codes[units.start[first] - 1] in _QUOTES:
        flags |= F_PART  # the “Ann Reed” Centre
    if is_next(batch, units, stop, name.end):
        flags |= F_PART if units.kind[stop] in (STOP, COMMON, ACRONYM) else 0
        flags |= F_WORD_NEXT if units.tag[stop] == U_WORD else 0
    is_doubtful = flags & F_FULL and flags & F_NAMED and not flags & (F_ADDRESSED | F_PART)
    if is_doubtful and first > name.floor and is_next(batch, units, first, name.end):
        flags |= F_SHIP if look_up(wording.words, units.word[first - 1]) & W_SHIP else 0
    if is_doubtful and flags & F_GIVEN_FIRST and name.token > units.first_token[name.floor]:
        is_led = batch.gap[name.token] == SPACED and look_up(wording.words, batch.word[name.token - 1]) & W_PLACED
        return flags | (F_PLACED if is_led else 0)
    is_doubtful = is_doubtful and not in_title
    start, end = units.start[stop - 1], units.end[stop - 1]
    if is_doubtful and has_family_ending(wording.words, table, batch.codes, start, end):
        return flags | F_FAMILY_ENDING
    is_asked = is_doubtful or flags & F_INITIAL or not flags & (F_NAMED | F_FULL)
    is_line = after < len(batch.gap) and batch.gap[after] != APART and not batch.shape[after] & CAPITAL
    if is_asked and is_line:
        bits, _ = match_after(wording.after, batch, after, min(after + REACH, len(batch.gap)))
        flags |= F_SPEECH if bits & A_SPEECH else 0
    return flags


@kernel
def _standing(
    wording: Wording, endings: WordMap, table: Codes, batch: Batch, units: Units, name: Name, title: Numbers
) -> tuple[int, int]:
    """What stands around a name and its title; and the row of the ending of the family name, or -1."""
    stop, flags, row = name.stop, F_RANK if title[T_FLAGS] & T_RANK else 0, -1
    if name.outer > units.first_token[name.floor] and batch.gap[name.outer] == SPACED:
        flags |= F_LEADS if look_up(wording.words, batch.word[name.outer - 1]) & W_LEADS else 0
    after = units.last_token[max(stop - 1, title[T_LAST])]
    if after < len(batch.gap) and title[T_FLAGS] & T_LAST_BODY and batch.gap[after] != APART:
        bits, _ = match_after(wording.after, batch, after, min(after + REACH, len(batch.gap)))
        flags |= F_HOSTS if bits & A_HOSTS else 0
    if title[T_OFFICE]:
        row, length = family_ending(endings, table, batch.codes, units.start[stop - 1], units.end[stop - 1])
        flags |= F_SHORT_ENDING if length == 2 else 0
    return flags, row


@kernel
def _encounter(wording: Wording, batch: Batch, token: int, floor: int, is_titled: bool) -> tuple[int, bool]:
    """What the words before a name and its title tell; whether somebody is called a counterpart right before."""
    limit = max(floor, token - REACH)
    bits, _ = match_before(wording.before, batch, token, limit)
    flags = (F_MET if bits & (B_MET | B_VISIT) else 0) | (F_VISIT if bits & B_VISIT else 0)
    flags |= (F_LED if bits & (B_LED | B_LED_COMMA) else 0) | (F_LED_COMMA if bits & B_LED_COMMA else 0)
    if is_titled:
        bits_afar, _ = match_before(wording.afar, batch, token, limit)
        flags |= F_AFAR if bits_afar else 0
    return flags, bits & B_COUNTERPART != 0


@kernel
def _leads_to(
    wording: Wording, batch: Batch, signs: int, state_end: int, outer: int, name_stop: int, flags: int, is_peer: bool
) -> bool:
    """Do the words between a state and a name tell that the person is of that state?"""
    if is_peer or flags & F_LED or (signs & S_PEER_OF and signs & S_COMMA):
        return True
    if outer - state_end > REACH:
        return False
    bits = match_between(wording.between, batch, state_end, outer)
    if bits & (G_BY | G_CITIZENS | G_REPRESENTED):
        return True
    is_closed = name_stop < len(batch.gap) and batch.codes[batch.start[name_stop]] == _CLOSE
    return bits & G_OPEN != 0 and is_closed and batch.gap[name_stop] == GLUED


@kernel
def _unit_before(units: Units, name: Name, outer: int) -> int:
    """The unit before a name and its forms of address, -1 if there is none."""
    before = name.first - 1
    while before >= name.floor and units.start[before] >= outer:
        before -= 1
    return before if before >= name.floor else -1


@kernel
def _note_after(
    wording: Wording, batch: Batch, units: Units, facts: Numbers, name: Name, out_units: Numbers, row: Numbers
) -> None:
    """Note by what a state or a body right behind a name is joined to it, and what that tells without an office.

    "A B, who heads the Ministry", "Professor A B of the University", "A B, his Kenyan counterpart".
    """
    stop, after = name.stop, units.last_token[name.stop - 1]
    if stop >= name.end or units.first_token[stop] - after > REACH:
        return
    state, body = out_units[stop, UNIT_STATE], out_units[stop, UNIT_BODY]
    if state < 0 and body < 0:
        return
    bits, flags = match_between(wording.between, batch, after, units.first_token[stop]), row[N_FLAGS]
    joined = (F_OF if bits & G_OF else 0) | (F_FROM if bits & G_FROM else 0)
    row[N_FLAGS] |= joined | (F_OPEN if bits & G_OPEN else 0) | (F_COMMA if bits & G_COMMA else 0)
    if flags & F_BESIDE or (row[N_TITLE] >= 0 and not flags & F_RANK):
        return
    is_person = row[N_TITLE] >= 0 or (stop - name.first > 1 and flags & F_PLAIN != 0)
    if state >= 0:
        is_peer = bits & G_PEER != 0 and out_units[stop, UNIT_SIGNS] & S_PEERS != 0
        if is_person and (bits & G_OF or is_peer):
            row[N_BESIDE_STATE] = state
            row[N_FLAGS] |= F_BESIDE
    elif bits & G_LEADS or (is_person and joined):
        row[N_BESIDE_BODY] = body
        row[N_FLAGS] |= F_BESIDE
        if facts[body, O_TYPE] not in (MEDIA, COMPANY):
            row[N_BESIDE_STATE] = facts[body, O_COUNTRY]


@kernel
def _copy_name(names: Names, name: int, row: Numbers) -> None:
    row[N_FIRST], row[N_STOP], row[N_TITLE] = names.first_unit[name], names.last_unit[name], names.title[name]
    row[N_START], row[N_END], row[N_OUTER] = names.start[name], names.end[name], names.outer[name]
    row[N_PREVIOUS], row[N_PLACE], row[N_LEADER] = names.previous[name], names.place[name], names.leader[name]
    row[N_BESIDE_STATE] = row[N_BESIDE_BODY] = row[N_PERSON] = row[N_ENDING] = -1
    row[N_NEXT] = row[N_NEXT_IN_TEXT] = -1
    row[N_SHORT] = 0
    row[N_FLAGS] = (F_ADDRESSED if names.is_addressed[name] else 0) | (F_AFTER if names.is_after[name] else 0)


@kernel
def _is_after_peer(wording: Wording, batch: Batch, opening: int, flags: int) -> bool:
    """Is a person called somebody's counterpart ('my counterpart A B')?"""
    if not flags & F_PLAIN or flags & F_PART or opening == 0 or batch.gap[opening] != SPACED:
        return False
    return look_up(wording.words, batch.word[opening - 1]) & W_PEER != 0


@kernel
def _note_name(
    wording: Wording,
    endings: WordMap,
    table: Codes,
    batch: Batch,
    units: Units,
    name: Name,
    in_title: bool,
    facts: Numbers,
    out_units: Numbers,
    titles: Numbers,
    row: Numbers,
) -> None:
    """Note what a name is made of and what the words around it tell.

    Of a name without an office also for whom it speaks: "his Kenyan counterpart A B", "Kenya was represented by A B",
    "Norway by C D".
    """
    title, bottom, opening = row[N_TITLE], units.first_token[name.floor], name.outer
    flags = row[N_FLAGS] | _makeup(wording.words, units, name.first, name.stop)
    if title >= 0:
        more, row[N_ENDING] = _standing(wording, endings, table, batch, units, name, titles[title])
        flags |= more
        if name.stop - name.first == 1 and not in_title and is_next(batch, units, name.stop, name.end):
            flags |= F_PART if units.kind[name.stop] in (STOP, COMMON) else 0  # 'King Hussein Bridge'
        opening = min(opening, titles[title, T_TOKEN])
    else:
        flags = _evidence(wording, table, batch, units, name, flags, in_title)
    before, is_peer = _unit_before(units, name, row[N_OUTER]), False
    is_after_state = before >= 0 and out_units[before, UNIT_STATE] >= 0
    if title >= 0 or is_after_state:
        signs, is_peer = _encounter(wording, batch, opening, bottom, title >= 0)
        flags |= signs
    elif flags & F_FULL and _is_after_peer(wording, batch, opening, flags):
        flags |= F_BESIDE
    if is_after_state and (title < 0 or flags & F_RANK):
        signs, stop = out_units[before, UNIT_SIGNS], units.last_token[name.stop - 1]
        if _leads_to(wording, batch, signs, units.last_token[before], name.outer, stop, flags, is_peer):
            row[N_BESIDE_STATE] = out_units[before, UNIT_STATE]
            flags |= F_BESIDE
    row[N_TOKEN], row[N_FLAGS] = opening, flags | (F_IN_TITLE if in_title else 0)
    _note_after(wording, batch, units, facts, name, out_units, row)


@kernel
def _share_beside(wording: Wording, batch: Batch, units: Units, name: int, outer: int, out: Numbers) -> None:
    """Hand on what the words before a list of names without titles tell ('Kenyan citizens A B and C D')."""
    before, flags = name - 1, out[name - 1, N_FLAGS]
    if out[name, N_TITLE] >= 0 or out[before, N_TITLE] >= 0 or out[name, N_FLAGS] & F_BESIDE:
        return
    is_full = out[name, N_FLAGS] & (F_FULL | F_PLAIN | F_PART | F_IN_TITLE) == F_FULL | F_PLAIN
    is_person = flags & (F_FULL | F_GIVEN_FIRST | F_PLACED | F_PART) == F_FULL | F_GIVEN_FIRST
    if not flags & F_BESIDE and not (is_full and is_person):
        return
    token = units.last_token[out[before, N_STOP] - 1]
    if outer - token < REACH and match_between(wording.between, batch, token, outer) & G_LISTED:
        out[name, N_FLAGS] |= F_BESIDE
        out[name, N_BESIDE_STATE] = out[before, N_BESIDE_STATE]
        out[name, N_BESIDE_BODY] = out[before, N_BESIDE_BODY]


@entry
def note_signs(
    wording: Wording,
    entries: Numbers,
    endings: WordMap,
    table: Codes,
    batch: Batch,
    title_end: Numbers,
    units: Units,
    titles: Titles,
    names: Names,
    countries: Countries,
    facts: Numbers,
    out_units: Numbers,
    out_titles: Numbers,
    out: Numbers,
) -> None:
    """Fill the columns of the units, titles and names of all texts that name somebody."""
    for text in range(len(title_end)):
        if names.first[text] == names.first[text + 1]:
            continue
        floor, end = units.first[text], units.first[text + 1]
        note_units(wording, batch, units, floor, end, countries, out_units)
        for title in range(titles.first[text], titles.first[text + 1]):
            note_title(wording, entries, batch, units, titles, title, floor, out_titles)
        bottom = units.first_token[floor]
        for row in range(names.first[text], names.first[text + 1]):
            first = names.first_unit[row]
            token = token_of(batch, units.first_token[first], names.start[row], bottom)
            outer = token_of(batch, token, names.outer[row], bottom)
            name = Name(first, names.last_unit[row], floor, end, token, outer)
            in_title = names.end[row] <= title_end[text]
            _copy_name(names, row, out[row])
            _note_name(wording, endings, table, batch, units, name, in_title, facts, out_units, out_titles, out[row])
            if row > names.first[text]:
                _share_beside(wording, batch, units, row, outer, out)
