"""Where a personal name begins and ends among the units of a release.

Here belong the shapes of names: particles, initials, nicknames, generations, and words that are names only beside a
title. Whether a run of such units is a person is decided in `persons`.
"""

from __future__ import annotations

from reading.columns import U_HEAD, U_HONORIFIC, U_PLURAL, U_RANK, U_STATE, U_WORD
from reading.kernel import Codes, Numbers, kernel
from reading.scene_lexicon import (
    ADDRESS_GAP,
    G_COMMA,
    G_NOTHING,
    G_QUOTE,
    G_SPACE,
    G_UNQUOTE,
    NAME_GAP,
    S_CITY,
    S_MANY,
    S_OF_STATE,
    W_ASIAN,
    W_BEFORE,
    W_GENERATION,
    W_JUNIOR,
    W_MONTH,
    W_ORDER,
    W_PLAIN,
    W_STYLE,
    W_TITLE_NAME,
    W_U,
)
from reading.tokens import UPPER, WORD, Batch, facts_of
from reading.units import END, FIRST, GAP, KIND, SAYS, START, STOP_AT, TAG
from reading.words import ACRONYM, COMMON, DOUBLE, FUNCTION, GIVEN, INITIAL, NAME, STOP

MAX_NAME_WORDS = 8
_SPACE = 0x20
#: Letters beyond are not told apart by case.
_CASED = 0x3000


@kernel
def is_head(units: Numbers, number: int) -> bool:
    """Is the unit the head of a title?"""
    return units[number, TAG] in (U_HEAD, U_PLURAL, U_RANK)


@kernel
def is_name_kind(units: Numbers, number: int) -> bool:
    """Can a personal name be made of such a word? A `DOUBLE` is also an English word and needs company."""
    return units[number, KIND] in (NAME, GIVEN, DOUBLE, INITIAL)


@kernel
def is_addressed_style(units: Numbers, number: int, stop: int) -> bool:
    """Is a title after a plain form of address a given name ('Mr. Sultan Khalifa', 'The Hon Dean Lee')?"""
    if not units[number, SAYS] & W_TITLE_NAME or not is_head(units, number):
        return False
    is_given = units[number, TAG] == U_HEAD and units[number, KIND] in (GIVEN, DOUBLE)
    if not is_given and not units[number - 1, SAYS] & W_PLAIN:
        return False
    return units[number, GAP] & G_SPACE != 0 and number + 1 < stop and is_name_kind(units, number + 1)


@kernel
def is_lower_at(table: Codes, codes: Codes, place: int) -> bool:
    """Is there a letter in lower case?"""
    facts = facts_of(table, codes[place])
    return codes[place] < _CASED and (facts >> 16) & 3 == 1 and (facts >> 18) & 1 == 0


@kernel
def leads_to_prose(table: Codes, codes: Codes, end: int) -> bool:
    """Is the second character behind a unit that ends at `end` a letter in lower case?"""
    return codes[end] != 0 and is_lower_at(table, codes, end + 1)


@kernel
def opens_as_month(units: Numbers, number: int, begin: int, stop: int) -> bool:
    """Is the name of a month a given name, since a title follows the name ('April Holm, Minister of ...')?"""
    if not units[number, SAYS] & W_MONTH or not units[number, GAP] & G_SPACE or number + 2 >= stop:
        return False
    if units[number + 1, KIND] != NAME or units[number + 1, TAG] != U_WORD:
        return False
    is_led = number > begin and is_head(units, number - 1)
    return is_led or (units[number + 1, GAP] & G_COMMA != 0 and is_head(units, number + 2))


@kernel
def opens_beside_title(
    table: Codes, batch: Batch, units: Numbers, number: int, begin: int, stop: int, title_end: int
) -> bool:
    """Does a word that opens no name elsewhere open one here, right after a title or a form of address?

    A short word in capitals does if the title is in capitals too ('MR BAUM') or a name follows ('Ms. OGAWA Yuri'), an
    ordinary word if a name follows ('Mr. Oh Seung-ho').
    """
    before = number - 1
    if number == begin or units[number, TAG] != U_WORD or not units[before, GAP] & ADDRESS_GAP:
        return False
    is_address = units[before, TAG] == U_HONORIFIC or (
        units[before, SAYS] & W_U != 0 and units[before, GAP] & G_SPACE != 0
    )
    if not is_address and not is_head(units, before):
        return False
    following = number + 1
    is_led = following < stop and units[number, GAP] & G_SPACE != 0 and units[following, TAG] == U_WORD
    is_led = is_led and units[following, KIND] in (NAME, GIVEN, INITIAL)
    kind, says = units[number, KIND], units[number, SAYS]
    if kind == ACRONYM:
        is_long = units[number, END] - units[number, START] > 2
        if is_led and (is_address or is_long):
            return True
        # 'Prime Minister KATO said'
        is_of_state = is_long and units[before, SAYS] & S_OF_STATE != 0
        is_alone = is_of_state and leads_to_prose(table, batch.codes, units[number, END])
        return is_alone or _is_upper(batch, units, before)
    if says & W_ASIAN and is_led and units[number, START] > title_end:
        return True
    return is_led and is_address and kind in (COMMON, STOP, FUNCTION) and not says & W_BEFORE


@kernel
def _is_upper(batch: Batch, units: Numbers, number: int) -> bool:
    """Is a unit written in capitals?"""
    for token in range(units[number, FIRST], units[number, STOP_AT]):
        if batch.shape[token] & WORD and not batch.shape[token] & UPPER:
            return False
    return True


@kernel
def name_stop(codes: Codes, units: Numbers, first: int, stop: int) -> int:
    """Return the index after the name-like run that begins at `first`; the units of the text end at `stop`."""
    number, limit = first, min(stop, first + MAX_NAME_WORDS)
    while number + 1 < limit:
        gap, following = units[number, GAP], number + 1
        if gap & G_QUOTE and number + 2 < limit and _is_nickname(units, following):
            number += 2  # 'Ann “Nan” Lee'
            continue
        if not gap & NAME_GAP and not (gap & G_NOTHING and units[number, KIND] == INITIAL):
            if gap & G_COMMA and units[following, SAYS] & W_JUNIOR:
                number += 1
            break
        if units[following, SAYS] & W_GENERATION and gap & G_SPACE:
            number += 1
            break
        inner = following
        while inner + 1 < limit and units[inner, SAYS] & W_STYLE and units[inner, GAP] & G_SPACE:
            inner += 1
        if inner > following and is_name_like(units, inner, stop):
            number = inner  # 'Hassan Sheikh Omar'
            continue
        if _is_city_between(units, number, limit):
            number += 2
            continue
        if units[following, TAG] != U_WORD and not _is_given_place(units, following, stop):
            is_apart = codes[units[following, END]] == _SPACE
            if units[following, SAYS] & W_TITLE_NAME and units[number, KIND] != INITIAL and not is_apart:
                number += 1  # 'Martin Luther King'
            break
        if not is_name_kind(units, following) and not _closes_name(units, number, number > first):
            break
        number += 1
    while number > first and units[number, KIND] == INITIAL:
        number -= 1
    return number + 1


@kernel
def _is_city_between(units: Numbers, number: int, limit: int) -> bool:
    """Is a city between two names a family name ('Ana Madrid Lanza')?"""
    city = number + 1
    if city + 1 >= limit or units[city, TAG] != U_STATE or units[city, SAYS] & (S_CITY | S_MANY) != S_CITY:
        return False
    is_beside = units[number, GAP] & units[city, GAP] & G_SPACE != 0 and units[city, KIND] == NAME
    return is_beside and units[city + 1, TAG] == U_WORD and units[city + 1, KIND] == NAME


@kernel
def _is_nickname(units: Numbers, number: int) -> bool:
    """Does the name go on after a unit in quotes or brackets?"""
    is_closed = units[number, GAP] & (NAME_GAP | G_UNQUOTE) != 0
    return is_closed and is_name_kind(units, number + 1) and units[number + 1, TAG] == U_WORD


@kernel
def _closes_name(units: Numbers, number: int, is_long: bool) -> bool:
    """Can an ordinary word or an acronym be the last part of a name that began for sure?"""
    following, kind = number + 1, units[number, KIND]
    if units[following, GAP] & G_SPACE:
        return False
    if units[following, KIND] == ACRONYM:
        if units[following, SAYS] & W_ORDER:
            return False
        return kind in (GIVEN, INITIAL) or (kind in (NAME, ACRONYM) and not is_long)
    return units[following, KIND] == COMMON and (kind == GIVEN or (is_long and kind == INITIAL))


@kernel
def is_name_like(units: Numbers, number: int, stop: int) -> bool:
    """Can a personal name begin with this unit?"""
    if not is_name_kind(units, number):
        return False
    if units[number, TAG] == U_WORD:
        return not units[number, SAYS] & W_BEFORE
    return _is_given_place(units, number, stop)


@kernel
def _is_given_place(units: Numbers, number: int, stop: int) -> bool:
    """A state or city whose name is also a given name, before a family name ('Victoria', 'Jordan')."""
    if units[number, TAG] != U_STATE or units[number, KIND] != GIVEN or number + 1 >= stop:
        return False
    if units[number, SAYS] & S_MANY or not units[number, GAP] & G_SPACE or units[number + 1, TAG] != U_WORD:
        return False
    return units[number + 1, KIND] in (NAME, DOUBLE, INITIAL)
