"""What the words around units and titles say, noted once for a batch as flags.

Here and in `signs` the text is looked at: patterns (`person_patterns`) and lexicons become the numbers of
`person_columns`, on which `persons`, `encounters` and `represented` decide.
"""

from __future__ import annotations

from reading.columns import BY_ADJECTIVE, BY_CITY, U_BODY, U_STATE, Countries, Titles, Units
from reading.kernel import Numbers, kernel
from reading.offices import (
    E_ABSENT,
    E_FLAGS,
    E_OFFICE,
    E_OWN,
    FOREIGN_MINISTER,
    MINISTER,
    N_SOLE,
)
from reading.patterns import match_after, match_before, match_between
from reading.person_columns import (
    H_ACADEMIC,
    H_BODY,
    H_LARGE,
    H_MINISTER,
    H_NO_ADDRESS,
    H_PLURAL,
    H_POSTED,
    H_RANK,
    H_REPRESENTATIVE,
    H_STATE,
    S_FIELD,
    S_IN,
    T_ABSENT,
    T_ACADEMIC,
    T_ALL_BODY,
    T_COMPLEMENT,
    T_END,
    T_FIRST,
    T_FLAGS,
    T_HEAD,
    T_LAST,
    T_LAST_BODY,
    T_LAST_STATE,
    T_MINISTER,
    T_NO_ADDRESS,
    T_OFFICE,
    T_OWN,
    T_OWNED,
    T_PLURAL,
    T_PUBLIC,
    T_RANK,
    T_START,
    T_TOKEN,
    UNIT_BODY,
    UNIT_END,
    UNIT_FIRST,
    UNIT_LAST,
    UNIT_SIGNS,
    UNIT_START,
    UNIT_STATE,
)
from reading.person_patterns import (
    G_OWNS,
    W_FIELD,
    W_FOR,
    W_FOREIGN,
    W_LIST,
    W_MINISTER,
    W_PUBLIC,
    W_TO,
    Wording,
)
from reading.tokens import APART, SPACED, Batch
from reading.wordmap import WordMap, look_up

#: So many tokens are looked at around a place.
REACH = 16
#: A possessor stands so near before a title.
_OWNED = 30


@kernel
def token_of(batch: Batch, token: int, position: int, floor: int) -> int:
    """The token that begins at a place not far before the beginning of `token`."""
    for _ in range(REACH):
        if token <= floor or batch.start[token] <= position:
            break
        token -= 1
    return token


@kernel
def is_next(batch: Batch, units: Units, unit: int, stop: int) -> bool:
    """Is only a space between the unit before `unit` and it?"""
    if unit >= stop:
        return False
    token = units.first_token[unit]
    return token == units.last_token[unit - 1] and batch.gap[token] == SPACED


@kernel
def _note_unit(
    wording: Wording, batch: Batch, units: Units, unit: int, first: int, last: int, form: int, out: Numbers
) -> None:
    """Note the signs of a state or a body, of a text with the units [first, last)."""
    token, stop = units.first_token[unit], units.last_token[unit]
    signs, _ = match_before(wording.unit_before, batch, token, max(units.first_token[first], token - REACH))
    if form >= 0:
        if form != BY_CITY:
            signs &= ~S_IN
        limit = len(batch.start) if unit + 1 >= last else units.first_token[unit + 1]
        if stop < len(batch.gap) and batch.gap[stop] != APART:
            bits, _ = match_after(wording.unit_after, batch, stop, min(stop + REACH, limit + 1, len(batch.start)))
            signs |= bits << 5
        if unit > first:
            signs |= (look_up(wording.words, units.gap[unit - 1]) & (W_TO | W_FOR | W_LIST)) << 1
        if form == BY_ADJECTIVE and is_next(batch, units, unit + 1, last):
            signs |= S_FIELD if look_up(wording.words, units.word[unit + 1]) & W_FIELD else 0
    out[unit, UNIT_SIGNS] = signs


@kernel
def note_units(
    wording: Wording, batch: Batch, units: Units, first: int, last: int, countries: Countries, out: Numbers
) -> None:
    """Note the places of units, and the signs of states and bodies."""
    for unit in range(first, last):
        out[unit, UNIT_START], out[unit, UNIT_END] = units.start[unit], units.end[unit]
        out[unit, UNIT_FIRST], out[unit, UNIT_LAST] = units.first_token[unit], units.last_token[unit]
        out[unit, UNIT_STATE] = out[unit, UNIT_BODY] = -1
        out[unit, UNIT_SIGNS] = 0
        if units.tag[unit] == U_STATE:
            row = units.ref[unit]
            out[unit, UNIT_STATE] = countries.country[row]
            _note_unit(wording, batch, units, unit, first, last, countries.form[row], out)
        elif units.tag[unit] == U_BODY:
            out[unit, UNIT_BODY] = units.ref[unit]
            _note_unit(wording, batch, units, unit, first, last, -1, out)


@kernel
def _office(entries: Numbers, words: WordMap, titles: Titles, title: int, units: Units) -> int:
    """The office of a title if only one person of a state holds it at a time, else 0."""
    first, last = titles.first_unit[title], titles.last_unit[title]
    office = entries[titles.heads[titles.last_head[title] - 1], E_OFFICE]
    if first == last:
        return 0 if office == MINISTER else office
    before = look_up(words, units.word[first])
    if before & W_MINISTER and look_up(words, units.word[first + 1]) & W_FOREIGN:
        return FOREIGN_MINISTER  # 'Minister for Foreign Affairs'
    if office and before & W_FOREIGN:
        return office + N_SOLE
    is_single = titles.first_head[title] + 1 == titles.last_head[title]
    return office if office != MINISTER and is_single and _is_state_and_head(units, first, last) else 0


@kernel
def _is_state_and_head(units: Units, first: int, last: int) -> bool:
    """Does a title say nothing but the office and whose it is ('Kazakh President', 'President of Kazakhstan')?"""
    n_states = 0
    for unit in range(first, last + 1):
        n_states += units.tag[unit] == U_STATE
    return n_states > 0 and last - first == n_states


@kernel
def _title_flags(entries: Numbers, titles: Titles, title: int) -> int:
    """What the heads of a title say."""
    flags, rank, body = 0, True, True
    for head in range(titles.first_head[title], titles.last_head[title]):
        facts = entries[titles.heads[head], E_FLAGS]
        flags |= facts & (H_POSTED | H_LARGE | H_REPRESENTATIVE | H_STATE)
        rank = rank and facts & H_RANK != 0
        body = body and facts & H_BODY != 0
    flags |= (T_RANK if rank else 0) | (T_ALL_BODY if body else 0)
    flags |= T_COMPLEMENT if titles.has_complement[title] else 0
    if entries[titles.heads[titles.first_head[title]], E_FLAGS] & H_MINISTER:
        flags |= T_MINISTER
    facts = entries[titles.heads[titles.last_head[title] - 1], E_FLAGS]
    flags |= (T_LAST_STATE if facts & H_STATE else 0) | (T_LAST_BODY if facts & H_BODY else 0)
    flags |= (T_PLURAL if facts & H_PLURAL else 0) | (T_ACADEMIC if facts & H_ACADEMIC else 0)
    return flags | (T_NO_ADDRESS if facts & H_NO_ADDRESS else 0)


@kernel
def note_title(
    wording: Wording, entries: Numbers, batch: Batch, units: Units, titles: Titles, title: int, floor: int, out: Numbers
) -> None:
    """Note a title of a text whose units begin at `floor`."""
    first, last = titles.first_unit[title], titles.last_unit[title]
    out[title, T_START], out[title, T_END] = titles.start[title], titles.end[title]
    out[title, T_FIRST], out[title, T_LAST] = first, last
    out[title, T_HEAD] = titles.heads[titles.last_head[title] - 1]
    out[title, T_OWN], out[title, T_ABSENT] = -1, 0
    for head in range(titles.last_head[title] - 1, titles.first_head[title] - 1, -1):
        row = titles.heads[head]
        out[title, T_ABSENT] |= entries[row, E_ABSENT]
        if entries[row, E_OWN] >= 0:
            out[title, T_OWN] = entries[row, E_OWN]
    out[title, T_OFFICE] = _office(entries, wording.words, titles, title, units)
    flags = _title_flags(entries, titles, title)
    if flags & T_COMPLEMENT and look_up(wording.words, units.word[last]) & W_PUBLIC:
        flags |= T_PUBLIC
    start = titles.start[title]
    token = token_of(batch, units.first_token[first], start, units.first_token[floor])
    out[title, T_TOKEN] = token
    is_led = first > floor and units.end[first - 1] < start <= units.end[first - 1] + _OWNED
    if is_led and match_between(wording.between, batch, units.last_token[first - 1], token) & G_OWNS:
        flags |= T_OWNED
    out[title, T_FLAGS] = flags
