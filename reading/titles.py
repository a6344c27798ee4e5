"""The grammar of official titles: where a title begins and ends.

A title is a head ("Minister") with modifiers before it ("First Deputy") and a complement after it ("of Foreign Affairs
of the Republic of X"). Who bears the title is for `pairing` to say. The words are in `title_words`.
"""

from __future__ import annotations

from typing import NamedTuple

from reading.columns import U_BODY, U_HONORIFIC, U_PLURAL, U_RANK, U_STATE, U_WORD
from reading.kernel import Codes, Numbers, kernel
from reading.name_runs import is_head, is_lower_at, is_name_kind, name_stop
from reading.scene_lexicon import (
    FIRST_JOIN,
    G_AMPERSAND,
    G_AND,
    G_APOSTROPHE,
    G_CLOSED,
    G_CLOSED_OF,
    G_COMMA,
    G_FOR,
    G_HYPHEN,
    G_NOTHING,
    G_OF,
    G_OF_THE,
    G_OPEN,
    G_OWNS,
    G_SLASH,
    G_SPACE,
    LIST_END_GAP,
    LIST_GAP,
    S_ABBREVIATION,
    S_ADJECTIVE,
    S_CITY,
    S_NAME,
    S_STYLE,
    W_BEFORE,
    W_RETIRED,
    W_STAGE,
    W_TAIL,
    W_WHERE,
)
from reading.title_bridges import bridge, is_after_name
from reading.title_words import STYLES, TitleEntry
from reading.tokens import CAPITAL, GLUED, SPACED, WORD, Batch, hash_codes
from reading.units import END, FIRST, GAP, KIND, REF, SAYS, START, STOP_AT, TAG, gap_bits
from reading.wordmap import WordMap, look_up
from reading.words import ACRONYM, COMMON, DOUBLE, FUNCTION, GIVEN, NAME, STOP, VERB

#: Columns of a title in the rows that kernels work on, as in `columns.Titles`; then its tokens [T_TOKEN, T_STOP), and
#: of its (last) head the entry, the tag, and whether it is borne like a rank.
T_FIRST, T_LAST, T_START, T_END, T_HEAD, T_HEAD_END, T_COMPLEMENT, T_TOKEN, T_STOP, T_ENTRY, T_ROLE, T_STYLE = range(12)
N_TITLE_COLUMNS = 12

_MAX_BEFORE, _MAX_AFTER, _MAX_FIELD, _MAX_JOINED = 8, 24, 6, 3
_CLOSE, _OPEN, _HYPHEN, _S = 0x29, 0x28, 0x2D, (0x73, 0x53)
_NEAR = G_SPACE | G_HYPHEN | G_NOTHING | G_APOSTROPHE
_FIELD_GAP = G_SPACE | G_AND | G_AMPERSAND | G_COMMA | G_SLASH | G_HYPHEN
_PHRASE_GAP = G_SPACE | G_HYPHEN | G_SLASH


@kernel
def read_title(
    bits: WordMap,
    table: Codes,
    batch: Batch,
    units: Numbers,
    head: int,
    floor: int,
    stop: int,
    floor_token: int,
    titles: Numbers,
    row: int,
) -> int:
    """Fill a row with the title around the unit `head`; return its last unit.

    It does not reach back before the unit `floor`; the units of the text end at `stop`, its tokens begin at
    `floor_token`.
    """
    first = _first_unit(bits, batch, units, head, floor)
    token = _lower_start(bits, table, batch, units, first, floor_token)
    if token >= 0 and first > floor and _is_led_by_adjective(batch, units, first - 1, token):
        first, token = first - 1, -1
    last = _last_unit(bits, table, batch.codes, units, head, stop)
    begin = units[first, FIRST] if token < 0 else token
    is_appositive = is_after_name(bits, batch, units, first, begin, floor)
    is_bare_word = last == head and is_lower_at(table, batch.codes, units[head, START])
    last, bridged = bridge(bits, batch, units, last, stop, is_appositive, is_bare_word)
    titles[row, T_FIRST], titles[row, T_LAST], titles[row, T_COMPLEMENT] = first, last, last > head
    titles[row, T_START] = units[first, START] if token < 0 else batch.start[token]
    titles[row, T_TOKEN] = units[first, FIRST] if token < 0 else token
    after = bridged
    if after <= units[last, STOP_AT]:
        after = _tail(bits, batch, titles[row, T_START], units[last, END], units[last, STOP_AT])
    titles[row, T_STOP] = after
    titles[row, T_ENTRY], titles[row, T_ROLE] = units[head, REF], units[head, TAG]
    is_bare = first == last and units[head, SAYS] & S_STYLE != 0
    titles[row, T_STYLE] = is_bare or units[head, TAG] == U_RANK
    titles[row, T_END] = units[last, END] if after == units[last, STOP_AT] else batch.end[after - 1]
    return last


@kernel
def _is_led_by_adjective(batch: Batch, units: Numbers, number: int, token: int) -> bool:
    """Is a unit the adjective of a state right before modifiers in lower case ('Kenyan agriculture minister')?"""
    is_adjective = units[number, TAG] == U_STATE and units[number, SAYS] & S_ADJECTIVE != 0
    return is_adjective and units[number, STOP_AT] == token and batch.gap[token] == SPACED


@kernel
def _tail(bits: WordMap, batch: Batch, start: int, end: int, token: int) -> int:
    """The token after a title: with its closing bracket ('Secretary (West)') or a body in lower case behind it."""
    if token >= len(batch.start):
        return token
    if batch.codes[end] == _CLOSE:
        n_open = 0
        for place in range(start, end):
            n_open += (batch.codes[place] == _OPEN) - (batch.codes[place] == _CLOSE)
        return token + (n_open > 0)
    is_lower = batch.gap[token] == SPACED and batch.shape[token] & (WORD | CAPITAL) == WORD
    return token + (is_lower and look_up(bits, batch.word[token]) & W_TAIL != 0)


@kernel
def _first_unit(bits: WordMap, batch: Batch, units: Numbers, head: int, floor: int) -> int:
    """First unit of a title."""
    number = head
    while number > floor and head - number < _MAX_BEFORE:
        before = number - 1
        gap, tag, says = units[before, GAP], units[before, TAG], units[before, SAYS]
        is_acronym = units[before, KIND] == ACRONYM
        if gap & G_CLOSED and number - 2 >= floor and units[number - 2, GAP] & G_OPEN and is_acronym:
            if units[number - 2, TAG] not in (U_STATE, U_BODY):
                break
            number -= 2  # 'Republic of Korea (ROK) Foreign Minister'
            continue
        if gap & (G_AND | G_AMPERSAND) and number < head:
            if not says & W_BEFORE or not units[number, SAYS] & W_BEFORE:
                break
        elif not gap & _NEAR:
            break
        if gap & G_APOSTROPHE and tag != U_WORD and batch.codes[units[before, END] - 1] not in _S:
            break
        fits = tag in (U_STATE, U_BODY) or says & W_BEFORE or is_acronym
        if not fits or (before > floor and _is_scene(bits, batch, units, before)):
            break
        number = before
    return number


@kernel
def _is_scene(bits: WordMap, batch: Batch, units: Numbers, number: int) -> bool:
    """Is a state by name only the place in which something happens ('in Kenya Minister X said')?"""
    if units[number, TAG] != U_STATE or not units[number, SAYS] & (S_NAME | S_CITY):
        return False
    token = units[number, FIRST] - 1
    if token < units[number - 1, STOP_AT] or batch.gap[token] != SPACED or batch.gap[token + 1] != SPACED:
        return False
    return not batch.shape[token] & CAPITAL and look_up(bits, batch.word[token]) & W_WHERE != 0


@kernel
def _lower_start(bits: WordMap, table: Codes, batch: Batch, units: Numbers, first: int, floor: int) -> int:
    """First token of the modifiers in lower case before a title, which have no unit of their own, or -1."""
    start, found = units[first, FIRST], -1
    for _ in range(_MAX_BEFORE):
        last = start - 1
        if last < floor or batch.gap[start] != SPACED or batch.shape[last] & (WORD | CAPITAL) != WORD:
            break
        token = last
        for _ in range(_MAX_JOINED):  # 'non-resident'
            if token - 2 < floor or batch.gap[token] != GLUED or batch.gap[token - 1] != GLUED:
                break
            is_joined = batch.codes[batch.start[token - 1]] == _HYPHEN
            if not is_joined or batch.shape[token - 2] & (WORD | CAPITAL) != WORD:
                break
            token -= 2
        says = look_up(bits, hash_codes(table, batch.codes, batch.start[token], batch.end[last]))
        is_before_capital = batch.shape[start] & CAPITAL != 0
        if not says & W_BEFORE or (is_before_capital and not says & W_STAGE):
            break
        found = start = token
    return found


@kernel
def _bracketed_field(codes: Codes, units: Numbers, number: int, limit: int) -> int:
    """Last unit of a field of work in brackets after a unit ('Secretary (West)'), or that unit."""
    if not units[number, GAP] & G_OPEN:
        return number
    for following in range(number + 1, min(limit, number + _MAX_FIELD) + 1):
        kind, gap = units[following, KIND], units[following, GAP]
        is_led = following == number + 1 and kind in (NAME, GIVEN) and gap & G_SPACE != 0  # 'Indian Ocean'
        is_field = kind in (STOP, COMMON, DOUBLE) or is_led
        if units[following, TAG] != U_WORD or not is_field or units[following, SAYS] & W_RETIRED:
            break
        if codes[units[following, END]] == _CLOSE:
            return following
        if not gap & _FIELD_GAP:
            break
    return number


@kernel
def _last_unit(bits: WordMap, table: Codes, codes: Codes, units: Numbers, head: int, stop: int) -> int:
    """Last unit of the complement of a title."""
    limit = min(stop - 1, head + _MAX_AFTER)
    number = _bracketed_field(codes, units, head, limit)
    while number < limit:
        gap = units[number, GAP]
        if number > head:
            if codes[units[number, END]] == _CLOSE:
                gap = _gap_in(bits, table, codes, units, number)
            if gap & G_OPEN and number + 2 <= limit and units[number + 1, GAP] & G_CLOSED_OF:
                number += 1  # 'Ministry of Trade (MT) of the Republic'
                gap = _gap_in(bits, table, codes, units, number)
        following = number + 1
        if _ends_all(units, following) or (gap & G_FOR and _is_addressee(units, head, number)):
            break
        is_list = gap & LIST_GAP != 0 and number > head and _list_goes_on(units, number, limit)
        is_parent = gap & G_OWNS and units[following, TAG] == U_BODY and number > head
        is_next = is_list or is_parent or _is_next_field(units, number, units[head, TAG] == U_PLURAL)
        if not gap & FIRST_JOIN and not is_next:
            break
        number = _bracketed_field(codes, units, _complement(codes, units, following, limit, stop), limit)
    return number


@kernel
def _gap_in(bits: WordMap, table: Codes, codes: Codes, units: Numbers, number: int) -> int:
    """The bits of the gap after a unit without the bracket with which it begins."""
    return gap_bits(bits, table, codes, units[number, END] + 1, units[number + 1, START])


@kernel
def _is_addressee(units: Numbers, head: int, number: int) -> bool:
    """Does a title of somebody else follow ('from the President of Norway to the President of Kenya')?"""
    if not is_head(units, number + 1):
        return False
    for unit in range(head + 1, number + 1):  # noqa: SIM110 (kernels have no generators)
        if units[unit, TAG] in (U_STATE, U_BODY):
            return True
    return False


@kernel
def _ends_all(units: Numbers, number: int) -> bool:
    """Is the unit a word that is part of no title?"""
    return units[number, TAG] == U_WORD and units[number, KIND] in (FUNCTION, VERB)


@kernel
def _complement(codes: Codes, units: Numbers, number: int, limit: int, stop: int) -> int:
    """Last unit of one noun phrase of a complement; it stops where a personal name can begin."""
    first = number
    while number < limit and units[number, GAP] & _PHRASE_GAP:
        following = number + 1
        kind, tag, next_tag = units[number, KIND], units[number, TAG], units[following, TAG]
        if _ends_all(units, following):
            break
        is_body = next_tag == U_BODY
        if is_body and number == first and units[number, GAP] & G_SPACE and kind in (STOP, COMMON):
            return following  # 'Chairman of the Official Languages Commission'
        if is_body or next_tag == U_HONORIFIC or is_head(units, following):
            break
        is_piece = tag in (U_STATE, U_BODY)
        if next_tag == U_STATE:
            if is_piece or units[following, GAP] & G_OWNS:
                break
        elif is_name_kind(units, following):
            if is_piece or not _is_place(codes, units, first, number, stop):
                break
        elif tag == U_STATE and units[following, KIND] not in (STOP, COMMON):
            break
        number = following
    return number


@kernel
def _is_place(codes: Codes, units: Numbers, first: int, number: int, stop: int) -> bool:
    """Is the next word still the place ('Mayor of Novaya Sloboda First Last')? A name needs two words after it."""
    if number != first or not is_name_kind(units, first) or units[first, TAG] != U_WORD:
        return False
    return units[number, KIND] != GIVEN and name_stop(codes, units, number + 1, stop) == number + 2


@kernel
def _is_next_field(units: Numbers, number: int, is_plural: bool) -> bool:
    """Is the next unit one more state of a field, a post or a list ('Envoy for Norway and Kenya')?"""
    following = number + 1
    is_listed = units[number, GAP] & LIST_GAP and units[number, TAG] == U_STATE and units[following, TAG] == U_STATE
    if not is_listed or units[following, GAP] & G_OWNS:
        return False
    before = units[number - 1, GAP]
    is_led = before & (G_FOR | LIST_GAP) or (is_plural and before & (G_OF | G_OF_THE))
    return is_led and units[following, SAYS] & (S_NAME | S_ABBREVIATION) != 0


@kernel
def _is_field(units: Numbers, number: int) -> bool:
    return units[number, TAG] == U_WORD and units[number, KIND] in (STOP, COMMON, DOUBLE, ACRONYM)


@kernel
def _list_goes_on(units: Numbers, number: int, limit: int) -> bool:
    """Does a list of fields go on ('Transport, Highways and Ports')? Commas need an 'and' to come."""
    gap, before = units[number, GAP], units[number - 1, GAP]
    is_first = units[number, KIND] == NAME and before & G_OF and gap & G_COMMA and units[number, TAG] == U_WORD
    if not _is_field(units, number) and not is_first:
        return False
    for following in range(number + 1, limit + 1):
        before, gap, tag = units[following - 1, GAP], units[following, GAP], units[following, TAG]
        if tag == U_BODY and before & G_AND and following == number + 1:
            return True  # 'the Consular and [Crisis Management Division]'
        is_people = tag == U_STATE and units[following, SAYS] & S_ADJECTIVE and gap & G_SPACE
        is_body = tag == U_BODY and following + 1 <= limit
        if not _is_field(units, following) and not is_people and not is_body:
            return False
        if before & LIST_END_GAP:
            return True
        if not gap & (G_SPACE | G_HYPHEN | LIST_GAP):
            return False
    return False


class Title(NamedTuple):
    """A title as units [first, last] with its heads; `start` lies before the first unit if that is in lower case."""

    first: int
    last: int
    start: int
    end: int
    heads: tuple[TitleEntry, ...]
    has_complement: bool

    @property
    def is_rank(self) -> bool:
        """Is it a rank or vocation only, less than an office?"""
        return all(head.role == "rank" for head in self.heads)

    @property
    def is_style(self) -> bool:
        """Is it a rank, or an office without a field that is borne like one ('Ambassador', 'Senator')?"""
        is_bare = self.first == self.last and len(self.heads) == 1
        return self.is_rank or (is_bare and self.heads[0].form in STYLES)

    @property
    def is_plural(self) -> bool:
        """Does it stand for several persons?"""
        return self.heads[-1].role == "plural"
