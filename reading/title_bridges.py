"""Where a title ends whose complement the grammar of `titles` does not cover, told by what stands behind it.

'Deputy Minister for Security and Multilateral Issues, Mr. A B': a name ends the title, whatever it is made of. So does
the end of an apposition: 'A B, head of the Office’s Water Division, said'. Only what can stand in a title is bridged.
"""

from __future__ import annotations

from reading.columns import U_BODY, U_HONORIFIC, U_RANK, U_STATE, U_WORD
from reading.kernel import Numbers, kernel
from reading.name_runs import is_head, is_name_kind, is_name_like, name_stop
from reading.scene_lexicon import (
    S_ADJECTIVE,
    S_STYLE,
    W_APPOSED,
    W_BEFORE,
    W_FILL,
    W_GOES_ON,
    W_LINK,
    W_OF,
    W_SEAT,
    W_TAIL,
    W_THE,
)
from reading.tokens import CAPITAL, SPACED, WORD, Batch
from reading.units import END, FIRST, KIND, SAYS, START, STOP_AT, TAG
from reading.wordmap import WordMap, look_up
from reading.words import COMMON, FUNCTION, GIVEN, INITIAL, NAME, STOP, VERB

_MAX_UNITS, _MAX_TOKENS = 10, 8
_COMMA, _SPACE, _LINE_FEED, _STOP_SIGN, _OPEN, _CLOSE = 0x2C, 0x20, 0x0A, 0x2E, 0x28, 0x29
_HYPHEN, _SEMICOLON = 0x2D, 0x3B
#: Marks within a title: comma, hyphen, ampersand, slash, apostrophes, parentheses.
_MARKS = (0x2C, 0x2D, 0x26, 0x2F, 0x27, 0x2019, 0x28, 0x29)
_QUIET = (0x2C, 0x28, 0x29)
#: How two units are joined: not at all, side by side, by a comma alone, by words, by words and a comma.
NO_JOINT, ASIDE, BY_COMMA, BY_WORDS, BY_TAIL = range(5)


@kernel
def _joint(bits: WordMap, batch: Batch, first: int, stop: int, is_any: bool) -> int:
    """How the tokens [first, stop) join what stands around them; with `is_any` by whatever words."""
    if stop - first > _MAX_TOKENS or batch.gap[stop] > SPACED:
        return NO_JOINT
    is_plain, code = True, 0
    for token in range(first, stop):
        code = batch.codes[batch.start[token]]
        if batch.gap[token] > SPACED:
            return NO_JOINT
        if batch.shape[token] & WORD:
            known = look_up(bits, batch.word[token]) & (W_LINK | W_BEFORE | W_TAIL | W_FILL)
            if batch.shape[token] & CAPITAL or not (known or is_any):
                return NO_JOINT
            is_plain = False
        elif code not in _MARKS:
            return NO_JOINT
        elif code not in _QUIET:
            is_plain = False
    if is_plain:
        return BY_COMMA if code == _COMMA else ASIDE
    return BY_TAIL if code == _COMMA else BY_WORDS


@kernel
def _ends_with_noun(bits: WordMap, batch: Batch, token: int, is_any: bool) -> bool:
    """Can a title end with this token in lower case?"""
    says = look_up(bits, batch.word[token])
    return says & (W_BEFORE | W_TAIL | W_FILL) != 0 or (is_any and not says & W_LINK)


@kernel
def _lower_end(bits: WordMap, batch: Batch, token: int, is_any: bool) -> int:
    """The token behind words in lower case with which an apposition ends ('A B, head of the company, said'), or -1."""
    says = look_up(bits, batch.word[token])
    if batch.gap[token] != SPACED or not says & W_LINK or (is_any and not says & W_GOES_ON):
        return -1
    for at in range(token, min(token + _MAX_TOKENS, len(batch.start) - 1)):
        code = batch.codes[batch.start[at]]
        if code in (_COMMA, _STOP_SIGN, _SEMICOLON) and batch.gap[at] == 0:
            return at if at > token + 1 and _ends_with_noun(bits, batch, at - 1, is_any) else -1
        is_lower = batch.shape[at] & (WORD | CAPITAL) == WORD
        known = look_up(bits, batch.word[at]) & (W_LINK | W_BEFORE | W_TAIL | W_FILL)
        if batch.gap[at] > SPACED or not (code == _HYPHEN or (is_lower and (known or is_any))):
            return -1
    return -1


@kernel
def _leads_to_person(batch: Batch, units: Numbers, number: int, joint: int, stop: int) -> bool:
    """Is a person named from the unit behind `number` on?"""
    following = number + 1
    if units[following, TAG] == U_HONORIFIC:
        return True
    is_apart = joint in (BY_COMMA, BY_TAIL)
    if units[following, TAG] == U_RANK or units[following, SAYS] & S_STYLE:
        return following + 1 < stop and is_name_like(units, following + 1, stop)
    if units[following, TAG] != U_WORD or not is_name_like(units, following, stop):
        return False
    last = name_stop(batch.codes, units, following, stop)
    if last - following < 2:
        return False
    end = units[last - 1, END]
    if is_apart:
        return batch.codes[end] in (_COMMA, _STOP_SIGN)
    is_place = units[number, TAG] in (U_STATE, U_BODY) and not units[number, SAYS] & S_ADJECTIVE
    return joint == BY_WORDS or is_place or units[number, KIND] in (STOP, COMMON)


@kernel
def _is_part(batch: Batch, units: Numbers, number: int, joint: int, is_after_name: bool) -> bool:
    """Can a unit be part of a title, joined to it like this?"""
    kind, tag = units[number, KIND], units[number, TAG]
    if is_head(units, number) or tag == U_HONORIFIC:
        return False
    if is_after_name and joint in (BY_COMMA, BY_TAIL):
        return tag == U_BODY and units[number, SAYS] & W_SEAT != 0
    if tag != U_WORD:
        return True
    if kind == VERB:  # 'Multilateral Issues, Mr.'
        return batch.codes[units[number, END]] == _COMMA and joint == ASIDE
    if kind == FUNCTION:  # 'and Other Organizations'
        return joint in (ASIDE, BY_WORDS) and units[number, SAYS] & W_LINK != 0
    if kind == NAME:
        return joint == BY_WORDS and not is_after_name
    return kind not in (GIVEN, INITIAL)


@kernel
def _is_closed(batch: Batch, end: int) -> bool:
    """Does an apposition end here: with a comma, a full stop or the line?"""
    end += batch.codes[end] == _CLOSE  # '(MTC).'
    code, following = batch.codes[end], batch.codes[end + 1]
    return code in (0, _LINE_FEED, _SEMICOLON) or (
        code in (_COMMA, _STOP_SIGN) and following in (0, _SPACE, _LINE_FEED)
    )


@kernel
def is_after_name(bits: WordMap, batch: Batch, units: Numbers, first: int, token: int, floor: int) -> bool:
    """Does a title that begins with the unit `first` stand after a name, or is it said to be somebody's ('as')?"""
    if batch.gap[token] == SPACED:
        article = token - (look_up(bits, batch.word[token - 1]) & W_THE != 0)
        if look_up(bits, batch.word[article - 1]) & W_APPOSED:
            return True
    before = first - 1
    if before < 0 or before < floor - 1 or units[before, TAG] != U_WORD or not is_name_kind(units, before):
        return False
    return batch.codes[units[before, END]] in (_COMMA, _LINE_FEED) and token - units[before, STOP_AT] <= 2


@kernel
def _without_acronym(batch: Batch, units: Numbers, last: int, number: int) -> tuple[int, int]:
    """The last unit of a bridged title and the token behind it; an acronym in brackets at its end is no part of it."""
    if batch.codes[units[number, START] - 1] == _OPEN and batch.codes[units[number, END]] == _CLOSE:
        number -= 1
    return number, units[number, STOP_AT] if number > last else -1


@kernel
def _has_comma(batch: Batch, token: int) -> bool:
    """Is a token a comma, perhaps behind a bracket?"""
    return batch.codes[batch.start[token + (batch.codes[batch.start[token]] == _CLOSE)]] == _COMMA


@kernel
def bridge(
    bits: WordMap, batch: Batch, units: Numbers, last: int, stop: int, is_appositive: bool, is_any: bool
) -> tuple[int, int]:
    """The last unit of a title that the grammar ends with the unit `last`, and the token behind it (-1: as it was).

    `is_appositive` says that it stands after a name; with `is_any` words in lower case behind it may be of any kind.
    """
    number = last
    while number + 1 < stop and number - last < _MAX_UNITS:
        begin, end = units[number, STOP_AT], units[number + 1, FIRST]
        is_free = is_any and number == last and end > begin and look_up(bits, batch.word[begin]) & W_OF != 0
        joint = _joint(bits, batch, begin, end, is_free)
        if is_appositive:
            tail = _lower_end(bits, batch, begin, is_any and number == last)
            if tail >= 0:
                return number, tail
        if is_appositive and number > last and _is_closed(batch, units[number, END]):
            return _without_acronym(batch, units, last, number)
        if is_appositive and joint in (BY_WORDS, BY_TAIL) and _has_comma(batch, begin):
            break
        if joint in (BY_WORDS, BY_TAIL):
            tail = end - (joint == BY_TAIL)
            if _ends_with_noun(bits, batch, tail - 1, is_free) and _leads_to_person(batch, units, number, joint, stop):
                return number, tail
        elif joint and number > last and _leads_to_person(batch, units, number, joint, stop):
            return _without_acronym(batch, units, last, number)
        if not joint or is_free or not _is_part(batch, units, number + 1, joint, is_appositive):
            break
        number += 1
    if is_appositive and last < number == stop - 1 and _is_closed(batch, units[number, END]):
        return _without_acronym(batch, units, last, number)
    return last, -1
