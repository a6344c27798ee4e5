"""The grammar of official titles: where a title begins and ends, and what it says of state and body.

A title is a head ("Minister") with modifiers before it ("First Deputy") and a complement after it ("of Foreign Affairs
of the Republic of X"). Who bears the title is for `officials` to say. The words are in `title_words`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reading.model import CountryMention
from reading.name_runs import name_stop
from reading.names import NAME_KINDS, Word
from reading.title_words import TitleEntry, before_words, is_head

_FIRST_JOIN = frozenset(
    {
        " of ",
        " of the ",
        " for ",
        " for the ",
        " to ",
        " to the ",
        " in ",
        " in the ",
        " at ",
        " at the ",
        " on ",
        " on the ",
    }
    | {
        " de ",
        " du ",
        " from ",
        " from the ",
        " with the ",
        " of The ",
        " office of the ",
        " office of ",
        " in charge of ",
        " and to ",
        " of Her ",
        " of His ",
    }
)
_STYLES = frozenset({"Ambassador", "Senator", "Professor", "Judge", "Justice", "Engineer", "Prince", "Princess"})
_FIELD_JOIN = frozenset({" for ", " for the ", " to ", " to the "})
_LIST_JOIN = frozenset({" and ", " & ", ", ", ", and ", " and the "})
_NEAR = frozenset({" ", "-", "", "’ ", "' "})
_LOWER_WORD = re.compile(r"([a-zé-]+) $")
#: In lower case they belong to a title in capitals ('acting Governor').
_STAGES = frozenset({"acting", "interim", "former", "caretaker"})
_RETIRED = frozenset({"retd", "rtd", "ret", "retired", "acting", "designate"})
_MAX_BEFORE, _MAX_AFTER, _MAX_FIELD, _MAX_TAIL = 8, 24, 6, 14
#: A body in lower case at the end of a title ('chairman of the Mazhilis committee').
_LOWER_TAIL = re.compile(r" (?:committee|commission|council|party|board|department|delegation|faction|group|region)\b")


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
        return self.is_rank or (is_bare and self.heads[0].form in _STYLES)

    @property
    def is_plural(self) -> bool:
        """Does it stand for several persons?"""
        return self.heads[-1].role == "plural"


def read_title(full: str, units: Sequence[Word], head: int, floor: int) -> Title:
    """Return the title around the head at index `head`; it does not reach back before index `floor`."""
    first, start = _before(full, units, head, floor)
    last = _after(units, head)
    entry = units[head].ref
    assert isinstance(entry, TitleEntry)
    end = units[last].end
    if full.startswith(")", end) and full.count("(", start, end) > full.count(")", start, end):
        end += 1  # 'Secretary (West)'
    elif tail := _LOWER_TAIL.match(full, end, end + _MAX_TAIL):
        end = tail.end()
    return Title(first, last, start, end, (entry,), last > head)


def _bracketed_field(units: Sequence[Word], number: int, limit: int) -> int:
    """Last unit of a field of work in brackets after a unit ('Secretary (West)'), or that unit."""
    if units[number].gap != " (":
        return number
    for following in range(number + 1, min(limit, number + _MAX_FIELD) + 1):
        unit = units[following]
        is_led = following == number + 1 and unit.kind in ("name", "given") and unit.gap == " "  # 'Indian Ocean'
        is_field = unit.kind in ("stop", "common", "double") or is_led
        if unit.tag != "word" or not is_field or unit.lower in _RETIRED:
            break
        if unit.gap[:1] == ")":
            return following
        if unit.gap not in (" ", " and ", " & ", ", ", "/", "-"):
            break
    return number


def _before(full: str, units: Sequence[Word], head: int, floor: int) -> tuple[int, int]:
    """First unit of a title and its start; modifiers in lower case have no unit of their own."""
    number = head
    while number > floor and head - number < _MAX_BEFORE:
        unit = units[number - 1]
        if unit.gap == ") " and number - 2 >= floor and units[number - 2].gap == " (" and unit.kind == "acronym":
            if units[number - 2].tag not in ("state", "body"):
                break
            number -= 2  # 'Republic of Korea (ROK) Foreign Minister'
            continue
        if unit.gap in (" & ", " and ") and number < head:
            if unit.lower not in before_words() or units[number].lower not in before_words():
                break
        elif unit.gap not in _NEAR:
            break
        if unit.gap in ("’ ", "' ") and unit.tag != "word" and unit.lower[-1] != "s":
            break
        fits = unit.tag in ("state", "body") or unit.lower in before_words() or unit.kind == "acronym"
        if not fits or _is_place_before(units, number - 1, floor):
            break
        number -= 1
    start = units[number].start
    while match := _LOWER_WORD.search(full, max(0, start - 20), start):
        if match[1] not in before_words() or not (full[start].islower() or match[1] in _STAGES):
            break
        start = match.start(1)
    return number, start


def _is_place_before(units: Sequence[Word], number: int, floor: int) -> bool:
    """Is a state by name only the place in which something happens ('in Kenya Minister X said')?"""
    ref = units[number].ref
    if not isinstance(ref, CountryMention) or ref.form not in ("name", "city") or number <= floor:
        return False
    return units[number - 1].gap.endswith((" in ", " to ", " at "))


def _after(units: Sequence[Word], head: int) -> int:
    """Last unit of the complement of a title."""
    limit = min(len(units) - 1, head + _MAX_AFTER)
    number = _bracketed_field(units, head, limit)
    while number < limit:
        gap, following = units[number].gap, units[number + 1]
        if gap[:1] == ")" and number > head:
            gap = gap[1:]
        if (
            gap == " ("
            and number + 2 <= limit
            and following.gap in (") of ", ") for ", ") of the ", ") to ")
            and number > head
        ):
            number += 1
            gap = units[number].gap[1:]
            following = units[number + 1]
        if following.kind in ("function", "verb") and following.tag == "word":
            break
        is_list = gap in _LIST_JOIN and number > head and _list_goes_on(units, number, limit)
        is_parent = gap in ("’s ", "'s ") and following.tag == "body" and number > head
        is_next = _is_next_field(units, number, units[head].tag == "plural")
        if gap not in _FIRST_JOIN and not is_list and not is_parent and not is_next:
            break
        number = _bracketed_field(units, _complement(units, number + 1, limit), limit)
    return number


def _complement(units: Sequence[Word], number: int, limit: int) -> int:
    """Last unit of one noun phrase of a complement; it stops where a personal name can begin."""
    first = number
    while number < limit and units[number].gap in (" ", "-", "/"):
        unit, following = units[number], units[number + 1]
        if following.kind in ("function", "verb") and following.tag == "word":
            break
        if following.tag == "body" and number == first and unit.gap == " " and unit.kind in ("stop", "common"):
            return number + 1  # 'Chairman of the Official Languages Commission'
        if following.tag in ("body", "honorific") or is_head(following):
            break
        if following.tag == "state":
            if unit.tag in ("state", "body") or following.gap in ("’s ", "'s "):
                break
        elif following.kind in NAME_KINDS:
            if unit.tag in ("state", "body") or not _is_place(units, first, number):
                break
        elif unit.tag == "state" and following.kind not in ("stop", "common"):
            break
        number += 1
    return number


def _is_place(units: Sequence[Word], first: int, number: int) -> bool:
    """Is the next word still the place ('Mayor of Novaya Sloboda First Last')? A name needs two words after it."""
    if number != first or units[first].kind not in NAME_KINDS or units[first].tag != "word":
        return False
    end = name_stop(units, number + 1)
    return units[number].kind != "given" and end - (number + 1) == 1


def _is_next_field(units: Sequence[Word], number: int, is_plural: bool) -> bool:
    """Is the next unit one more state of a field, a post or a list ('Envoy for Norway and Kenya')?"""
    unit, following = units[number], units[number + 1]
    is_listed = unit.gap in _LIST_JOIN and unit.tag == following.tag == "state" and number > 0
    if not is_listed or following.gap in ("’s ", "'s "):
        return False
    before = units[number - 1].gap
    is_led = before in _FIELD_JOIN or before in _LIST_JOIN or (is_plural and before in (" of ", " of the "))
    return is_led and isinstance(following.ref, CountryMention) and following.ref.form in ("name", "abbreviation")


def _list_goes_on(units: Sequence[Word], number: int, limit: int) -> bool:
    """Does a list of fields go on ('Transport, Highways and Ports')? Commas need an 'and' to come."""
    fields = ("stop", "common", "double", "acronym")
    is_first = units[number].kind == "name" and units[number - 1].gap == " of " and units[number].gap == ", "
    if units[number].tag != "word" or not (units[number].kind in fields or is_first):
        return False
    following = number + 1
    while following <= limit:
        unit = units[following]
        if unit.tag == "body" and units[following - 1].gap == " and " and following == number + 1:
            return True  # 'the Consular and [Crisis Management Division]'
        is_people = isinstance(unit.ref, CountryMention) and unit.ref.form == "adjective" and unit.gap == " "
        is_field = unit.tag == "word" and unit.kind in fields
        if not is_field and not is_people and not (unit.tag == "body" and following + 1 <= limit):
            return False
        if units[following - 1].gap in (" and ", " & ", ", and ", " and the "):
            return True
        if unit.gap not in (" ", ", ", "-", " and ", " & ", ", and ", " and the "):
            return False
        following += 1
    return False
