"""The grammar of names of bodies: which capitalized words around a word for a kind of body belong to its name.

Here belongs where such a name begins and ends and whether it is a name at all. What it is called and keyed by is for
`organizations`; the words themselves are in `organization_lexicon`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reading.model import CountryMention
from reading.names import NAME_GAPS, NAME_KINDS, Word
from reading.organization_lexicon import Entry, head_words, suffix_words, words_of

_BARRIERS = frozenset({"function", "verb"})
_ORDINARY = frozenset({"stop", "common", "double", "acronym"})
_POSSESSORS = frozenset({"president", "minister", "general", "governor", "mayor", "people", "women", "children"})
_OF = frozenset({" of ", " of the ", " de ", " du ", " des ", " of The "})
_FOR = frozenset({" for ", " for the ", " on ", " on the ", " against "})
_ROMANCE = frozenset({" de ", " du ", " des ", " di ", " della ", " do ", " da ", " del "})
_AND = frozenset({" and ", " & "})
_LIST = _AND | {", ", ", and ", " and the "}
SEATED = frozenset({" in ", " in the ", " to ", " to the "})
_POSSESSIVES = frozenset({"'s ", "’s "})
_OWNERS = frozenset({"’ ", "' "})
_VENUE_HEADS = frozenset({"center", "centre"})
_DONE_BY = ("-led", "-based", "-backed", "-funded", "-sponsored", "-organized", "-organised")
_OPENING, _CLOSING = frozenset('"“«„'), frozenset('"”»“')
_OPENED, _CLOSED = frozenset({' "', " “", " «", " „"}), frozenset({'" ', "” ", "» ", "“ "})
_MAX_BEFORE, _MAX_AFTER, _MAX_QUOTED = 8, 16, 7


@dataclass(slots=True)
class Page:
    """The words of a release with the state each belongs to."""

    full: str
    home: str | None
    words: tuple[Word, ...]
    starts: list[int]
    countries: Sequence[CountryMention]
    country_starts: list[int]
    known_starts: frozenset[int]
    country_of: dict[int, CountryMention] = field(default_factory=dict)


class Shape(NamedTuple):
    """The words of a name: from `first` to `last`, of which `head` to `head_end` say the kind of body."""

    entry: Entry
    first: int
    head: int
    head_end: int
    last: int


def name_start(page: Page, head: int, is_suffix: bool = False) -> int:
    """Index of the first word of a name that ends with the word for its kind; a suffix ('LLC') may follow a comma."""
    words, number = page.words, head
    if number > 0 and words[number - 1].gap in _CLOSED:
        return _quoted_start(page, head)
    if is_suffix and number > 0 and words[number - 1].gap == ", " and words[number - 1].kind not in _BARRIERS:
        number -= 1
    while number > 0 and head - number < _MAX_BEFORE:
        word, following = words[number - 1], words[number]
        if word.gap in _POSSESSIVES:
            if word.lower not in _POSSESSORS:
                break
        elif word.gap in _AND:
            if number == head or not _is_joined(page, number - 1):
                break
        elif word.gap in _OWNERS:
            if word.lower[-1] != "s" or word.kind not in _ORDINARY:
                break
        elif word.lower in words_of("title") or not (_is_side_by_side(word) or _is_particle(word, following)):
            break
        is_barrier = word.kind in _BARRIERS and word.start not in page.known_starts  # 'WHO' is a body
        if (is_barrier and not _is_doing(page, number - 1)) or word.lower.endswith(_DONE_BY):
            break
        number -= 1
    while number < head and (_is_newness(words, number) or _is_loose(page, number)):
        number += 1
    return number


def _quoted_start(page: Page, head: int) -> int:
    """Index of the first word of a name in quotation marks before the word for its kind, or that word."""
    for number in range(head - 1, max(-1, head - _MAX_QUOTED), -1):
        if page.full[page.words[number].start - 1 : page.words[number].start] in _OPENING:
            return number
        if page.words[number - 1].gap not in (" ", "-", " of ", " & ", " and "):
            break
    return head


def quoted_last(page: Page, head: int) -> int:
    """Index of the last word of a name in quotation marks behind the word for its kind, or that word."""
    words = page.words
    if words[head].gap not in _OPENED or head + 1 == len(words):
        return head
    for number in range(head + 1, min(len(words), head + _MAX_QUOTED)):
        if words[number].gap[:1] in _CLOSING:
            return number
        if words[number].gap not in (" ", "-", " of ", " & ", " and "):
            break
    return head


def _is_side_by_side(word: Word) -> bool:
    """Does the next word follow at once, or after the rest of a compound ('U.S.-EU Council')?"""
    gap = word.gap
    if word.lower == "st" and gap == ". ":
        return True
    return gap in (" ", "-") or (gap[:1] in "-–" and gap[-1:] == " " and gap[1:-1].isalpha())


def _is_joined(page: Page, number: int) -> bool:
    """May this word and the next be joined by 'and' inside a name?"""
    words = page.words
    if number in page.country_of or number + 1 in page.country_of or words[number].lower in suffix_words():
        return False
    return words[number].kind in _ORDINARY and words[number + 1].kind in _ORDINARY


def _is_doing(page: Page, number: int) -> bool:
    """Is a verb part of a name ('National Building Fund')?"""
    if page.words[number].lower[-3:] != "ing" or number == 0:
        return False
    before = page.words[number - 1]
    if before.gap[-5:] == " the ":
        return True
    return before.gap == " " and before.kind not in _BARRIERS and before.lower not in words_of("title")


def _is_loose(page: Page, number: int) -> bool:
    """Does the first word stand before 'and' without being of the name? One article is for all of it."""
    word = page.words[number]
    if word.gap not in _AND:
        return False
    before = page.full[max(0, word.start - 4) : word.start]
    return word.kind == "acronym" or word.lower in head_words() or not (before.lower() == "the " or before[-1:] == "-")


def _is_newness(words: Sequence[Word], number: int) -> bool:
    """Does 'New' say that a body is new, rather than open the name of a place ('New England')?"""
    return words[number].lower == "new" and words[number + 1].lower not in words_of("new_place")


def _is_particle(word: Word, following: Word) -> bool:
    """Do two words belong to one name that gives a body its name ('Mohamed bin Zayed University')?"""
    return word.gap in NAME_GAPS and word.kind in NAME_KINDS and following.kind in NAME_KINDS


def name_last(page: Page, head: int, entry: Entry, is_named: bool) -> int:
    """Index of the last word of a name whose proper part follows the word for its kind.

    A department that is named already ends before its ministry.
    """
    words, number = page.words, head
    limit = min(len(words) - 1, head + _MAX_AFTER)
    is_title, is_embassy = "title" in entry.takes, entry.type_code == "embassy"
    joiners = _OF | _FOR | SEATED if "seat" in entry.takes else _OF | _FOR
    is_in_list = False
    while number < limit:
        gap, following = words[number].gap, words[number + 1]
        if number > head and entry.type_code == "ministry":
            joiners = _OF
        if following.kind in _BARRIERS and number + 1 not in page.country_of:
            if following.lower != "the" or number + 2 not in page.country_of or gap not in joiners:
                break
            number += 1  # 'in The Hague'
        if gap in joiners:
            if gap in _FOR and (is_embassy or following.lower in words_of("date")):
                break
            is_office = entry.form == "Office" and (gap == " of the " or following.lower in words_of("title"))
            last = _run(page, min(number + 1, limit), limit, is_title, is_office)
            is_in_list = is_in_list or (gap in _FOR and entry.type_code != "ministry")
            if entry.type_code == "government" and (is_named or number > head) and _is_ministry(page, number + 1, last):
                break
            number = last
        elif gap in _LIST and number > head and _goes_on(page, number, limit, is_title, is_in_list):
            is_in_list = gap == ", "
            number = _run(page, number + 1, limit, is_title)
        elif gap == " " and number == head and _is_romance(entry, following):
            number = _run(page, number + 1, limit, is_title)
        else:
            break
    return number


def _is_romance(entry: Entry, following: Word) -> bool:
    """Does the name go on without a preposition ('Universidad Nacional de', 'Centre Spatial de')?"""
    if "romance" in entry.takes:
        return True
    return entry.type_code in ("university", "other") and following.kind in NAME_KINDS and following.gap in _ROMANCE


def _is_ministry(page: Page, first: int, last: int) -> bool:
    """Is one of these words a ministry?"""
    return any(word.lower == "ministry" for word in page.words[first : last + 1])


def state_last(page: Page, head: int) -> int:
    """Index of the last word of a state after 'of' ('Revenue Service of Georgia')."""
    number = head + 1
    state = page.country_of.get(number)
    if page.words[head].gap not in _OF or state is None or state.form != "name":
        return head
    while page.country_of.get(number + 1) is state:
        number += 1
    return number


def _run(page: Page, number: int, limit: int, is_title: bool, is_office: bool = False) -> int:
    """Last index of the capitalized words from `number` on that stand side by side and are no person's name.

    Titles end it, but in the name of an office ('Office of the Prime Minister').
    """
    words, first = page.words, number
    while number < limit:
        word, following = words[number], words[number + 1]
        state = page.country_of.get(number)
        if state is not None and state is page.country_of.get(number + 1):
            number += 1
            continue
        if word.gap in _POSSESSIVES and word.lower in _POSSESSORS and following.kind in _ORDINARY:
            number += 1
            continue
        if word.gap not in (" ", "-", "/") and (
            is_title or word.gap not in _ROMANCE or following.kind not in NAME_KINDS
        ):
            break
        if following.kind in _BARRIERS or (following.lower in words_of("title") and not is_office):
            break
        if _opens_rank(words, number + 1):
            break
        if (state is not None and state.form != "adjective" and following.lower not in words_of("region")) or (
            is_title and following.kind in NAME_KINDS
        ):
            break
        if _opens_person(words, number + 1) and (number > first or word.kind != "given"):
            break
        number += 1
    return number


def _opens_rank(words: Sequence[Word], number: int) -> bool:
    """Does a military rank begin here ('Air Vice Marshal')?"""
    ranks, lower = words_of("rank"), words[number].lower
    return lower in ranks or (number + 1 < len(words) and f"{lower} {words[number + 1].lower}" in ranks)


def _opens_person(words: Sequence[Word], number: int) -> bool:
    """Do two words from here on look like a person's name?"""
    word = words[number]
    if word.kind not in ("name", "given", "initial") or number + 1 >= len(words):
        return False
    return word.gap in NAME_GAPS and words[number + 1].kind in NAME_KINDS


def _goes_on(page: Page, number: int, limit: int, is_title: bool, is_in_list: bool) -> bool:
    """Does a list inside a name go on after this word ('Environment, Forestry and Wildlife')?"""
    words = page.words
    gap, following = words[number].gap, number + 1
    if following in page.country_of:  # 'for Central Asia and Afghanistan'
        return gap == " and " and words[number].lower == "asia"
    if number in page.country_of or words[following].start in page.known_starts:
        return False
    if words[following].lower in words_of("title") or words[following].kind not in _ORDINARY:
        return False
    last = _run(page, following, limit, is_title)
    is_other = gap == " and the " and words[last].gap == " "
    if is_other or any(words[index].lower in head_words() for index in range(following, last + 1)):
        return False  # another name begins
    if gap != ", ":
        return gap in _AND or is_in_list
    return _is_list(page, following, limit)


def _is_list(page: Page, number: int, limit: int) -> bool:
    """Do ordinary words and commas lead to an 'and' from here?"""
    words, following = page.words, number
    while following < limit and words[following].gap in (" ", ", ", "-"):
        following += 1
        word = words[following]
        if word.kind not in _ORDINARY or following in page.country_of or word.lower in head_words():
            return False
    is_end = words[following].gap in (" and ", " & ", ", and ", " and the ")
    return is_end and words[min(following + 1, limit)].kind in _ORDINARY


def is_proper(page: Page, shape: Shape) -> bool:
    """Is it a name, or only the word for a kind of body with passing adjectives?"""
    words, entry, (first, head, head_end, last) = page.words, shape.entry, shape[1:]
    after = last > head_end
    own_words = [*range(first, head), *range(head_end + 1, last + 1)]
    is_state_only = all(number in page.country_of for number in own_words)
    is_relation = entry.form == "Alliance" and first < head
    if (is_state_only and (entry.type_code == "ministry" or is_relation)) or _is_part_of_more(page, shape):
        return False  # 'Prime Minister of Ukraine' names no ministry
    if "title" in entry.takes:
        return words[head_end].gap in _OF and words[head_end + 1].lower not in ("state", "parliament")
    if "country" in entry.takes:
        is_own_congress = entry.form == "Congress" and not own_words and page.home == "USA"
        is_of_many = entry.form == "Mission" and any(words[number].kind == "acronym" for number in own_words)
        return is_own_congress or is_of_many or any(number in page.country_of for number in own_words)
    if after or first == head:
        return (after and not _is_of_directors(page, shape)) or "alone" in entry.takes
    strong = [word for word in words[first:head] if word.lower not in words_of("weak")]
    if "name" in entry.takes:
        strong = [word for word in strong if word.kind in ("name", "acronym", "given")]
    return bool(strong) or (
        "name" not in entry.takes and entry.type_code in ("bank", "court", "parliament", "ministry")
    )


def _is_of_directors(page: Page, shape: Shape) -> bool:
    """Is it the board that directs a firm ('Chairman of the Board of ...')?"""
    before = page.words[shape.first - 1] if shape.first else None
    return shape.entry.form == "Board" and before is not None and before.lower in words_of("title")


def _is_part_of_more(page: Page, shape: Shape) -> bool:
    """Is it the name of a state, a phrase that only looks like a body, or the front of a longer name?"""
    words, first, last = page.words, shape.first, shape.last
    is_front = last == shape.head_end and words[last].gap == " " and last + 1 < len(words)
    if is_front and words[last + 1].lower in words_of("following"):
        return True
    if first < shape.head and words[last].lower in _VENUE_HEADS and words[shape.head - 1].lower in words_of("venue"):
        return True
    state = page.country_of.get(shape.head_end)
    is_state = state is not None and state.form == "name" and state.span.start <= words[first].start
    return is_state or page.full[words[first].start : words[last].end].lower() in words_of("phrase")


def is_plain(page: Page, shape: Shape) -> bool:
    """Is a parliament called by the word alone, or with an article that its state does not take?"""
    if shape.last == shape.head_end:
        return shape.first == shape.head
    state, gap = page.words[shape.last], page.words[shape.head_end].gap
    is_one_word = shape.last == shape.head_end + 1 and shape.last in page.country_of
    return is_one_word and gap == " of the " and state.lower[-1] != "s"
