"""The grammar of official titles: where a title begins and ends, and what it says of state and body.

A release is laid out as units: words, and the titles, states and bodies found in it, each as one piece. A title is a
head ("Minister") with modifiers before it ("First Deputy") and a complement after it ("of Foreign Affairs of the
Republic of X"). Who bears the title is for `officials` to say. The words are data in `knowledge/title*.csv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from reading.matching import Phrase
from reading.model import CountryMention, Hit, Organization, Text
from reading.names import MAX_GAP, MAX_NAME_WORDS, NAME_GAPS, NAME_KINDS, Word, capitalized, closes_name, rows
from reading.organizations import IMPLIED

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
#: What may stand inside a name: a nickname in quotes or brackets, a style of Islamic names; and what ends one.
_NICKNAME_OPENS = frozenset({' "', " “", " ‘", " «", " (“", ' ("'})
_INNER_STYLES = frozenset({"sheikh", "sheik", "shaikh", "haji", "hajji", "hajah", "sayyid", "imam", "mullah", "pengiran"})
#: Family names that are English function words; in prose such a capitalized word after a title is a name.
_ASIAN_NAMES = frozenset({"to", "so", "do", "an", "no", "on", "he", "she", "ha", "um", "ok", "am"})
_MONTHS = frozenset({"april", "may", "june", "august"})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_STYLES = frozenset({"Ambassador", "Senator", "Professor", "Judge", "Justice", "Engineer", "Prince", "Princess"})
_FIELD_JOIN = frozenset({" for ", " for the ", " to ", " to the "})
_LIST_JOIN = frozenset({" and ", " & ", ", ", ", and ", " and the "})
#: Titles that are family names too.
_TITLES_AND_NAMES = frozenset(
    {"king", "prince", "judge", "major", "bishop", "pope", "marshal", "dean", "sultan", "amir", "emir"}
)
_NEAR = frozenset({" ", "-", "", "’ ", "' "})
_LOWER_WORD = re.compile(r"([a-zé-]+) $")
_APPOSED = (", ", ", a ", ", an ", ", the ", "The ", "the ", ", former ", ", deputy ")
#: In lower case they belong to a title in capitals ('acting Governor').
_STAGES = frozenset({"acting", "interim", "former", "caretaker"})
_RETIRED = frozenset({"retd", "rtd", "ret", "retired", "acting", "designate"})
_MAX_BEFORE, _MAX_AFTER, _MAX_FIELD, _MAX_TAIL = 8, 24, 6, 14
#: A body in lower case at the end of a title ('chairman of the Mazhilis committee').
_LOWER_TAIL = re.compile(r" (?:committee|commission|council|party|board|department|delegation|faction|group|region)\b")


class TitleEntry(NamedTuple):
    """A title word or form of address. `role`: head, plural, rank, honorific; `domain`: state, body, rank or empty."""

    form: str
    role: str
    domain: str


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


@cache
def title_entries() -> tuple[TitleEntry, ...]:
    """Return the titles and forms of address that are looked for."""
    return tuple(
        TitleEntry(row["form"], row["role"], row["domain"])
        for row in rows("title.csv")
        if row["role"] not in ("modifier", "drop")
    )


@cache
def _entries_by_form() -> dict[str, TitleEntry]:
    """The entries by their form in lower case."""
    return {entry.form.lower(): entry for entry in title_entries()}


@cache
def _before_words() -> frozenset[str]:
    """Lower-case words that may stand before a head: modifiers and fields of office."""
    modifiers = {row["form"].lower() for row in rows("title.csv") if row["role"] == "modifier"}
    return frozenset(modifiers | {row["word"] for row in rows("title_portfolio.csv")})


def phrases() -> list[Phrase]:
    """Return the phrases of kind 'title'. Offices count in lower case too ('foreign minister')."""
    return [
        Phrase(entry.form, "title", number, "any" if entry.role in ("head", "plural") else "name")
        for number, entry in enumerate(title_entries())
    ]


class _Piece(NamedTuple):
    """A stretch of the text that is one unit."""

    start: int
    end: int
    tag: str
    ref: object


def lay_out(
    text: Text, hits: Sequence[Hit], countries: Sequence[CountryMention], organizations: Sequence[Organization]
) -> list[Word]:
    """Return the units of a release in order; where pieces overlap, a body wins over a title and a title over a state.

    A title in lower case counts only right before a capitalized word.
    """
    full, entries = text.full, title_entries()
    pieces = _disjoint_bodies(organizations)
    starts = [piece.start for piece in pieces]
    bodies = pieces.copy()

    def is_free(start: int, end: int) -> bool:
        number = bisect_left(starts, end) - 1
        return number < 0 or bodies[number].end <= start

    for start, end, key in hits:
        if full[start].isupper() or full[end + 1 : end + 2].isupper() or _is_apposed(full, start, end):
            entry = entries[key]
            if is_free(start, end):
                pieces.append(_Piece(start, end, entry.role, entry))
            elif entry.role == "rank" and full[start - 1] == " " and full[start - 4 : start] not in ("the ", " of "):
                number = bisect_left(starts, end) - 1
                if bodies[number].start < start and bodies[number].end == end:  # 'Ministry of Defence General'
                    pieces.append(_Piece(start, end, entry.role, entry))
                    pieces.remove(bodies[number])
                    pieces.append(bodies[number]._replace(end=start - 1))
            elif (short := _before_of(full, start, end)) and is_free(start, short[0]):
                pieces.append(_Piece(start, short[0], short[1].role, short[1]))
    for mention in countries:
        if is_free(mention.span.start, mention.span.end):
            pieces.append(_Piece(mention.span.start, mention.span.end, "state", mention))
    pieces.sort(key=lambda piece: (piece.start, piece.tag == "state", -piece.end))
    return _units(full, pieces)


def _before_of(full: str, start: int, end: int) -> tuple[int, TitleEntry] | None:
    """End and entry of the title before an 'of' inside a longer one ('Member' of 'Member of Parliament')."""
    stop = full.find(" of ", start, end)
    entry = _entries_by_form().get(full[start:stop].lower()) if stop > 0 else None
    return (stop, entry) if entry is not None else None


def _is_apposed(full: str, start: int, end: int) -> bool:
    """Does a title in lower case stand after a name and a comma, with a complement ('A B, a judge of the Court')?"""
    if full.startswith(", ", end) and full[end + 2 : end + 3].isupper():
        return full.endswith(("Its ", "its ", "The ", "the "), 0, start)
    if not full.startswith((" of ", " for ", " at ", " to "), end):
        return False
    return full.endswith(_APPOSED, 0, start)


def _disjoint_bodies(organizations: Sequence[Organization]) -> list[_Piece]:
    """The outermost bodies of a release, by place; those that only a title implies are not bodies of the text."""
    spans = [
        (span.start, -span.end, number)
        for number, body in enumerate(organizations)
        for span in body.spans
        if span.rule_id != IMPLIED
    ]
    pieces: list[_Piece] = []
    for start, negative_end, number in sorted(spans):
        if not pieces or start >= pieces[-1].end:
            pieces.append(_Piece(start, -negative_end, "body", organizations[number]))
    return pieces


def _units(full: str, pieces: Sequence[_Piece]) -> list[Word]:
    """Fill the room between the pieces with plain words."""
    words = capitalized(full)
    units: list[Word] = []
    reach, number, n_words = -1, 0, len(words)
    for start, end, tag, ref in pieces:
        if start < reach:
            continue
        while number < n_words and words[number].end <= start:
            units.append(words[number])
            number += 1
        kind = "stop"
        if number < n_words and words[number].start == start:
            kind = words[number].kind
        elif units:  # the piece begins where no capitalized word does
            before = units[-1]
            units[-1] = before._replace(gap=full[before.end : min(start, before.end + MAX_GAP)])
        while number < n_words and words[number].start < end:
            number += 1
        following = words[number].start if number < n_words else len(full)
        units.append(
            Word(start, end, kind, full[start:end].lower(), full[end : min(following, end + MAX_GAP)], tag, ref)
        )
        reach = end
    units.extend(words[number:])
    return units


def is_head(unit: Word) -> bool:
    """Is the unit the head of a title?"""
    return unit.tag in ("head", "plural", "rank")


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
            if unit.lower not in _before_words() or units[number].lower not in _before_words():
                break
        elif unit.gap not in _NEAR:
            break
        if unit.gap in ("’ ", "' ") and unit.tag != "word" and unit.lower[-1] != "s":
            break
        fits = unit.tag in ("state", "body") or unit.lower in _before_words() or unit.kind == "acronym"
        if not fits or _is_place_before(units, number - 1, floor):
            break
        number -= 1
    start = units[number].start
    while match := _LOWER_WORD.search(full, max(0, start - 20), start):
        if match[1] not in _before_words() or not (full[start].islower() or match[1] in _STAGES):
            break
        start = match.start(1)
    return number, start


def _is_place_before(units: Sequence[Word], number: int, floor: int) -> bool:
    """Is a state by name only the place in which something happens ('in Kenya Minister X said')?"""
    ref = units[number].ref
    if not isinstance(ref, CountryMention) or ref.form not in ("name", "city") or number <= floor:
        return False
    return units[number - 1].gap in (" in ", " to ", " at ")


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


def opens_as_month(units: Sequence[Word], number: int) -> bool:
    """Is the name of a month a given name, since a title follows the name ('April Holm, Minister of ...')?"""
    if units[number].lower not in _MONTHS or units[number].gap != " " or number + 2 >= len(units):
        return False
    family, after = units[number + 1], units[number + 2]
    is_named = family.kind == "name" and family.tag == "word"
    return is_named and (is_head(units[number - 1]) or (family.gap == ", " and is_head(after)))


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
    if unit.kind == "acronym" and full[before.start : before.end].isupper():
        return True
    if unit.kind == "acronym" and not is_address and full[unit.end : unit.end + 2][1:].islower():
        return unit.end - unit.start > 2 and isinstance(before.ref, TitleEntry) and before.ref.domain == "state"
    if unit.gap != " " or number + 1 >= len(units) or units[number + 1].tag != "word":
        return False
    is_led = units[number + 1].kind in ("name", "given", "initial")
    if unit.kind == "acronym":
        return is_led and (is_address or unit.end - unit.start > 2)
    if unit.lower in _ASIAN_NAMES and is_led and "\n" in full[: unit.start]:
        return True
    return is_led and is_address and unit.kind in ("common", "stop", "function") and unit.lower not in _before_words()


def name_stop(units: Sequence[Word], first: int) -> int:
    """Return the index after the name-like run that begins at `first`."""
    number, limit = first, min(len(units), first + MAX_NAME_WORDS)
    while number + 1 < limit:
        unit, following = units[number], units[number + 1]
        if unit.gap in _NICKNAME_OPENS and following.gap.lstrip("\"”’»)") in NAME_GAPS and number + 2 < limit:
            if units[number + 2].kind in NAME_KINDS and units[number + 2].tag == "word":
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


def is_name_like(units: Sequence[Word], number: int) -> bool:
    """Can a personal name begin with this unit?"""
    unit = units[number]
    if unit.kind not in NAME_KINDS:
        return False
    if unit.tag == "word":
        return unit.lower not in _before_words()
    return _is_given_place(units, number)


def _is_given_place(units: Sequence[Word], number: int) -> bool:
    """A state or city whose name is also a given name, before a family name ('Victoria', 'Jordan')."""
    unit = units[number]
    if unit.tag != "state" or unit.kind != "given" or number + 1 >= len(units) or " " in unit.lower:
        return False
    following = units[number + 1]
    return unit.gap == " " and following.tag == "word" and following.kind in ("name", "double", "initial")
