"""Where a personal name begins and ends among the units of a release.

Here belong the shapes of names: particles, initials, nicknames, generations, and words that are names only beside a
title. Whether a run of such units is a person is decided in `persons`.
"""

from __future__ import annotations

from collections.abc import Sequence

from reading.names import MAX_NAME_WORDS, NAME_GAPS, NAME_KINDS, Word, closes_name
from reading.title_words import TitleEntry, before_words, is_head

#: What may stand inside a name: a nickname in quotes or brackets, a style of Islamic names; and what ends one.
_NICKNAME_OPENS = frozenset({' "', " “", " ‘", " «", " (“", ' ("'})
_INNER_STYLES = frozenset(
    {"sheikh", "sheik", "shaikh", "haji", "hajji", "hajah", "sayyid", "imam", "mullah", "pengiran"}
)
#: Family names that are English function words; in prose such a capitalized word after a title is a name.
_ASIAN_NAMES = frozenset({"to", "so", "do", "an", "no", "on", "he", "she", "ha", "um", "ok", "am"})
_MONTHS = frozenset({"april", "may", "june", "august"})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
#: Titles that are family names too.
_TITLES_AND_NAMES = frozenset(
    {"king", "prince", "judge", "major", "bishop", "pope", "marshal", "dean", "sultan", "amir", "emir"}
)


def opens_as_month(units: Sequence[Word], number: int) -> bool:
    """Is the name of a month a given name, since a title follows the name ('April Holm, Minister of ...')?"""
    if units[number].lower not in _MONTHS or units[number].gap != " " or number + 2 >= len(units):
        return False
    family, after = units[number + 1], units[number + 2]
    is_named = family.kind == "name" and family.tag == "word"
    is_led = number > 0 and is_head(units[number - 1])
    return is_named and (is_led or (family.gap == ", " and is_head(after)))


def opens_beside_title(full: str, units: Sequence[Word], number: int) -> bool:
    """Does a word that opens no name elsewhere open one here, right after a title or a form of address?

    A short word in capitals does if the title is in capitals too ('MR BAUM') or a name follows ('Ms. OGAWA Yuri'), an
    ordinary word if a name follows ('Mr. Oh Seung-ho').
    """
    unit, before = units[number], units[number - 1]
    if not number or unit.tag != "word" or before.gap not in (" ", ". "):
        return False
    is_address = before.tag == "honorific" or (before.lower == "u" and before.gap == " ")
    if not is_address and not is_head(before):
        return False
    following = units[number + 1] if number + 1 < len(units) and unit.gap == " " else unit
    is_led = following is not unit and following.tag == "word" and following.kind in ("name", "given", "initial")
    if unit.kind == "acronym":
        is_long = unit.end - unit.start > 2
        is_of_state = isinstance(before.ref, TitleEntry) and before.ref.domain == "state"
        is_alone = is_long and is_of_state and full[unit.end + 1 : unit.end + 2].islower()  # 'Prime Minister KATO said'
        return full[before.start : before.end].isupper() or is_alone or (is_led and (is_address or is_long))
    if unit.lower in _ASIAN_NAMES and is_led and "\n" in full[: unit.start]:
        return True
    return is_led and is_address and unit.kind in ("common", "stop", "function") and unit.lower not in before_words()


def name_stop(units: Sequence[Word], first: int) -> int:
    """Return the index after the name-like run that begins at `first`."""
    number, limit = first, min(len(units), first + MAX_NAME_WORDS)
    while number + 1 < limit:
        unit, following = units[number], units[number + 1]
        if unit.gap in _NICKNAME_OPENS and number + 2 < limit and _is_nickname(following, units[number + 2]):
            number += 2  # 'Ann “Nan” Lee'
            continue
        if unit.gap not in NAME_GAPS and not (unit.gap == "" and unit.kind == "initial"):
            if unit.gap == ", " and following.lower in ("jr", "sr"):
                number += 1
            break
        if following.lower in _GENERATIONS and unit.gap == " ":
            number += 1
            break
        inner = number + 1
        while inner + 1 < limit and units[inner].lower in _INNER_STYLES and units[inner].gap == " ":
            inner += 1
        if inner > number + 1 and is_name_like(units, inner):
            number = inner  # 'Hassan Sheikh Omar'
            continue
        if following.tag != "word" and not _is_given_place(units, number + 1):
            if (
                following.lower in _TITLES_AND_NAMES
                and unit.kind != "initial"
                and number > first - 1
                and following.gap[:1] != " "
            ):
                number += 1  # 'Martin Luther King'
            break
        if following.kind not in NAME_KINDS and not closes_name(unit, following, number > first):
            break
        number += 1
    while number > first and units[number].kind == "initial":
        number -= 1
    return number + 1


def _is_nickname(unit: Word, following: Word) -> bool:
    """Does the name go on after a unit in quotes or brackets?"""
    return unit.gap.lstrip('"”’»)') in NAME_GAPS and following.kind in NAME_KINDS and following.tag == "word"


def is_name_like(units: Sequence[Word], number: int) -> bool:
    """Can a personal name begin with this unit?"""
    unit = units[number]
    if unit.kind not in NAME_KINDS:
        return False
    if unit.tag == "word":
        return unit.lower not in before_words()
    return _is_given_place(units, number)


def _is_given_place(units: Sequence[Word], number: int) -> bool:
    """A state or city whose name is also a given name, before a family name ('Victoria', 'Jordan')."""
    unit = units[number]
    if unit.tag != "state" or unit.kind != "given" or number + 1 >= len(units) or " " in unit.lower:
        return False
    following = units[number + 1]
    return unit.gap == " " and following.tag == "word" and following.kind in ("name", "double", "initial")
