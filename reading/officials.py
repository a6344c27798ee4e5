"""Persons named in a release, each once, with the title as stated and the state and body they speak for.

Names are found by their shape beside titles, forms of address and verbs of speech; short forms ("Ambassador X", "F. X")
are led back to the full name. What a title is stands in `titles`, what a name is made of in `names`. References without
a name ("the Ambassador") are no persons here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reading.matching import Phrase
from reading.model import CountryMention, Hit, Official, Organization, Span, Text
from reading.name_runs import is_name_like, name_stop, opens_as_month, opens_beside_title
from reading.names import NAME_GAPS, Word, name_parts, official_key
from reading.persons import Mention, Name, Person, Standing, is_full, resolve
from reading.represented import Surroundings
from reading.title_words import is_head
from reading.title_words import phrases as title_phrases
from reading.titles import Title, read_title
from reading.units import lay_out

#: Orders and degrees after a name ('A B CMG').
_HONOURS = r"(?:,? [A-Z]{2,5}\b){0,3}"
_BRACKET = r"(?: ?\([^()\n]{1,40}\))?"
_BEFORE_NAME = re.compile(rf"{_BRACKET}(?P<comma> ?,)? ?(?:[:–-] )?(?:the |namely )?")
_CHAIN = re.compile(rf"(?:['’]s)?{_BRACKET}(?P<comma>,)? ?(?:– |- |— |-|–|/|& |and |and the |the )?")
_AFTER_NAME = re.compile(
    rf"{_HONOURS}{_BRACKET}(?:(?P<comma>,)| –| -| —)? "
    r"(?:the [A-Z][\w-]*(?: [A-Z][\w-]*){0,4}[’']s "
    r"|the |a |an |our |its |his |her |(?:the )?Hon['’]ble |Hon\. |H\.E\. |who is (?:the )?|who serves as (?:the )?"
    r"|as (?:the )?|and )?(?:[a-z]+[’']s )?"
    r"(?:(?:first|new|newly|recently|appointed|elected|current|incoming|outgoing|long-serving|resident|non-resident) )*"
)
#: An office that somebody gets ('A B has been appointed Ambassador', 'to A B on his election as President').
_APPOINTED = re.compile(
    rf"{_HONOURS}{_BRACKET},? (?:(?:who )?(?:has been|have been|had been|was|were|is|will be) (?:re-?)?"
    r"(?:appointed|elected|named|nominated|designated|confirmed|chosen|selected|sworn in)(?: as| to the post of)?"
    r"|(?:re-?)?(?:appointed|elected|named)(?: as)?|(?:has )?(?:took|taken|assumed) office as"
    r"|on (?:his|her|their) (?:re-?)?(?:appointment|election|nomination|inauguration|assumption of office) as"
    r"|as(?= [A-Z])) "
    r"(?:the |its |our |[A-Z][A-Za-z ]{2,30}['’]s )?(?:new |next |first )?",
    re.IGNORECASE,
)
#: What is done by somebody else's authority ('By decree of the Head of State, A B ...').
_ON_BEHALF = re.compile(
    r"\b(?:decree|order|behalf|invitation|request|instructions?|initiative|decision|direction|patronage|presence"
    r"|auspices|leadership|proposal|recommendation|absence) (?:of|by|from) (?:the |His |Her )?(?:Excellency )?$",
    re.IGNORECASE,
)
_LIST = frozenset({", ", " and ", ", and ", " & ", "; ", "; and "})
_OWNS = re.compile("[’']s ")
_NEAR = 60


def phrases() -> list[Phrase]:
    """Return the phrases of kind 'title'."""
    return title_phrases()


class _Scene(NamedTuple):
    """A release laid out: its units, the titles and the name-like runs among them, in order."""

    full: str
    units: Sequence[Word]
    titles: Sequence[Title]
    names: Sequence[Name]


def read_officials(
    text: Text, hits: Sequence[Hit], countries: Sequence[CountryMention], organizations: Sequence[Organization]
) -> list[Official]:
    """Return the persons of a release in order of first mention.

    `hits` are those of kind 'title', in order of position; `countries` and `organizations` are read from the same text.
    """
    units = lay_out(text, hits, countries, organizations)
    scene = _scan(text.full, units)
    mentions = _pair(scene)
    around = Surroundings(text, units, countries, organizations)
    for mention in mentions:
        mention.beside = around.beside(mention) if mention.title is None or mention.title.is_rank else None
    _share_beside(text.full, mentions)
    persons = resolve(text, units, mentions)
    stated = [_stated_of(person, around) for person in persons]
    claims = [
        (person.titled[0].title, len(person.mentions) + len(person.short))
        for person, standing in zip(persons, stated, strict=True)
        if person.titled and not standing.is_settled and not around.by_ending(person.titled[0])
    ]
    envoys = zip(persons, stated, strict=True)
    around.note_host([(person.titled[0], standing) for person, standing in envoys if person.titled])
    around.note_holders((mention.title, mention.name.stop) for person in persons for mention in person.titled)
    around.elect([(title, n_mentions) for title, n_mentions in claims if title is not None])
    officials = [_official(scene, person, standing, around) for person, standing in zip(persons, stated, strict=True)]
    return sorted(officials, key=lambda official: official.spans[0].start)


def _scan(full: str, units: Sequence[Word]) -> _Scene:
    """Find all titles and all name-like runs, left to right."""
    titles: list[Title] = []
    names: list[Name] = []
    number, floor = 0, 0
    outer: int | None = None  # where the forms of address before a name begin
    while number < len(units):
        unit = units[number]
        if unit.tag == "honorific":
            outer = unit.start if outer is None else outer
            number += 1
            if unit.gap.strip(" .,()") or "\n" in unit.gap:
                outer = None
            continue
        if is_head(unit):
            title = read_title(full, units, number, floor)
            if title.last > number or not full[unit.start].islower() or not full[unit.end + 1 : unit.end + 2].islower():
                titles.append(title)
            number = floor = title.last + 1
        elif unit.lower == "u" and unit.gap == " " and number + 2 < len(units) and units[number + 1].tag == "word":
            outer = unit.start if outer is None else outer  # the Burmese form of address
            number += 1
            continue
        elif is_name_like(units, number) or opens_beside_title(full, units, number) or opens_as_month(units, number):
            stop = name_stop(units, number)
            start = unit.start
            if number and units[number - 1].tag != "word" and units[number - 1].gap in NAME_GAPS:
                start -= len(units[number - 1].gap) - 1  # 'Ambassador van der Berg'
            names.append(Name(number, stop, start, units[stop - 1].end, start if outer is None else outer))
            number = floor = stop
        else:
            number += 1
        outer = None
    return _Scene(full, units, titles, names)


def _pair(scene: _Scene) -> list[Mention]:
    """Give each name the title before or after it; a title serves one name (a plural one a list)."""
    full, titles = scene.full, scene.titles
    mentions: list[Mention] = []
    at, used = 0, -1
    for number, name in enumerate(scene.names):
        mention = Mention(name, name_parts(full[name.start : name.end]), is_addressed=name.outer < name.start)
        while at < len(titles) and titles[at].end <= name.outer:
            at += 1
        if at - 1 > used and (match := _between(full, titles[at - 1].end, name.outer, _BEFORE_NAME)):
            if not (match["comma"] and _is_another(full, titles[at - 1].start, name.end)):
                mention.title = _title_before(scene, number, at - 1, used, bool(match["comma"]))
            used = at - 1
        if mention.title is None or mention.title.is_style:
            last = _title_after(scene, number, at)
            is_apart = mention.title is None or mention.title.is_rank or full.startswith((", ", " –"), name.end)
            if last is not None and is_apart:
                mention.title, mention.is_after, used = _joined(titles, at, last), True, last
        mentions.append(mention)
    _share_plurals(full, mentions)
    return mentions


def _is_another(full: str, title_start: int, name_end: int) -> bool:
    """Is the title before a comma that of somebody else, in a phrase that opens the sentence?"""
    return full[name_end : name_end + 1] == " " and bool(
        _ON_BEHALF.search(full, max(0, title_start - _NEAR), title_start)
    )


def _title_before(scene: _Scene, name: int, last: int, used: int, has_comma: bool) -> Title:
    """The title before a name with those right before it ('Deputy Prime Minister – Minister of Finance')."""
    full, titles, first = scene.full, scene.titles, last
    is_short = scene.names[name].stop - scene.names[name].first == 1
    while first - 1 > used and (match := _between(full, titles[first - 1].end, titles[first].start, _CHAIN)):
        is_same = titles[first - 1].heads[-1].form == titles[first].heads[0].form and match[0] != " and "
        # 'The Secretary and Foreign Minister X' are two persons
        is_other = is_short and full.endswith(("The ", "the "), 0, titles[first - 1].start)
        is_new = titles[first].is_rank and "and" in match[0]  # 'Minister of X and General Y'
        if is_same or is_other or is_new or (match["comma"] and has_comma):
            break
        first -= 1
    if (
        first < last
        and titles[last].is_style
        and not any(sign in full[titles[last - 1].end : titles[last].start] for sign in ("and", "&", "–", "-", "/"))
    ):
        last -= 1  # 'Secretary to the Ministry of Defence General A B'
    return _joined(titles, first, last)


def _title_after(scene: _Scene, name: int, first: int) -> int | None:
    """Number of the last title of the chain after a name ('First Last, Minister of X and Special Envoy')."""
    full, titles, end = scene.full, scene.titles, scene.names[name].end
    stop = scene.names[name].stop
    if stop < len(scene.units) and scene.units[stop].tag == "state" and scene.units[stop - 1].gap == " of ":
        end = scene.units[stop].end  # 'A B of Norway, Minister of Trade'
    if first >= len(titles) or not (
        _is_signed(full, scene.names[name], titles[first])
        or _between(full, end, titles[first].start, _AFTER_NAME)
        or _between(full, end, titles[first].start, _APPOINTED)
    ):
        return None
    last = first
    if first + 1 < len(titles) and _between(full, titles[first].end, titles[first + 1].start, _OWNS):
        last += 1  # 'the President’s Senior Adviser'
    if _leads(scene, name, last):
        return None
    while last + 1 < len(titles):
        match = _between(full, titles[last].end, titles[last + 1].start, _CHAIN)
        if match is None or _leads(scene, name, last + 1):
            break
        if match["comma"] and (titles[last + 1].is_plural or _is_before_comma(scene, name, last + 1)):
            break
        last += 1
    return last


def _is_signed(full: str, name: Name, title: Title) -> bool:
    """Is a line a name and the next line its title, as under a message?"""
    return full[name.end : title.start] == "\n" and full[name.outer - 1 : name.outer] == "\n"


def _is_before_comma(scene: _Scene, name: int, title: int) -> bool:
    """Is a title followed by the next name after a comma ('A B, Minister of X, Minister of Y, C D')?"""
    if name + 1 >= len(scene.names):
        return False
    return _between(scene.full, scene.titles[title].end, scene.names[name + 1].outer, _BEFORE_NAME) is not None


def _leads(scene: _Scene, name: int, title: int) -> bool:
    """Does the title after a name rather belong to the next name ('A, Minister B')?"""
    if name + 1 >= len(scene.names):
        return False
    following = scene.names[name + 1]
    if title + 1 < len(scene.titles) and scene.titles[title + 1].end <= following.outer:
        return False
    match = _between(scene.full, scene.titles[title].end, following.outer, _BEFORE_NAME)
    return match is not None and not match["comma"]


def _between(full: str, start: int, end: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Match what stands between two pieces, if it is short."""
    return pattern.fullmatch(full, start, end) if 0 <= end - start <= _NEAR else None


def _joined(titles: Sequence[Title], first: int, last: int) -> Title:
    """One title from the first to the last of a chain."""
    if first == last:
        return titles[first]
    heads = tuple(head for title in titles[first : last + 1] for head in title.heads)
    return Title(
        titles[first].first,
        titles[last].last,
        titles[first].start,
        titles[last].end,
        heads,
        titles[last].has_complement,
    )


def _share_plurals(full: str, mentions: Sequence[Mention]) -> None:
    """Hand a plural title on along a list of names ('Ministers A B, C D and E F'), and note who stands before whom."""
    for previous, mention in pairwise(mentions):
        reach = max(previous.name.end, previous.title.end if previous.title else 0)
        is_list = previous.title is not None and not previous.is_after
        if is_list and full[reach : min(mention.name.outer, mention.title.start if mention.title else reach)] in _LIST:
            mention.leader = previous.leader or previous
        if previous.title and mention.title and full[previous.name.end : mention.title.start] in _LIST:
            mention.previous = previous.title
        is_listed = full[previous.name.end : mention.name.outer] in _LIST
        if (
            is_listed
            and mention.title is None
            and previous.title
            and previous.title.is_plural
            and not previous.is_after
        ):
            mention.title = previous.title
            mention.place = previous.place + 1


def _share_beside(full: str, mentions: Sequence[Mention]) -> None:
    """Hand on what the words before a list of names without titles tell ('Kenyan citizens A B and C D')."""
    for previous, mention in pairwise(mentions):
        is_bare = mention.title is None and previous.title is None and mention.beside is None
        if is_bare and previous.beside and full[previous.name.end : mention.name.outer] in _LIST:
            mention.beside = previous.beside


def _official(scene: _Scene, person: Person, standing: Standing, around: Surroundings) -> Official:
    """Make the official of a person: fullest name, best title, standing and spans."""
    full = scene.full
    fullest = max(person.mentions, key=lambda mention: len(mention.parts))
    name = full[fullest.name.start : fullest.name.end]
    title = _fullest_title(full, person)
    if title is not None:
        standing = around.assumed(person.titled[0], standing)
    spans = [_span(scene.units, mention, False) for mention in person.mentions]
    spans += [_span(scene.units, mention, True) for mention in person.short]
    title_span = Span(title.start, title.end, "official-title") if title else None
    key = official_key(name)
    if " " not in key and standing.represented:
        key = f"{key} {standing.represented.lower()}"
    return Official(
        key,
        name,
        full[title_span.start : title_span.end] if title_span else None,
        title_span,
        standing.represented,
        standing.posted,
        standing.organization_key,
        tuple(sorted(dict.fromkeys(spans))),
    )


def _fullest_title(full: str, person: Person) -> Title | None:
    """The first title of a person, or a later one that says the same and more ('Secretary', 'Secretary of State')."""
    best: Title | None = None
    for mention in person.titled:
        title = mention.title
        if title is not None and (best is None or _goes_on(full, best, title)):
            best = title
    return best


def _goes_on(full: str, title: Title, longer: Title) -> bool:
    """Has a title the words of another, and a complement more?"""
    end = longer.start + title.end - title.start
    is_same = full[longer.start : end].lower() == full[title.start : title.end].lower()
    return is_same and not title.is_plural and full.startswith((" of ", " for ", " to "), end) and end < longer.end


def _stated_of(person: Person, around: Surroundings) -> Standing:
    """All that the mentions of a person say of the standing."""
    standing = Standing()
    for mention in person.titled:
        standing = standing.filled(_stated(mention, around))
    for mention in person.mentions:
        standing = standing.filled(mention.beside or Standing())
    return standing


def _stated(mention: Mention, around: Surroundings) -> Standing:
    """What a mention says of its bearer; a second post of a body named just before is of that body too."""
    if mention.title is None:
        return Standing()
    standing = around.stated(mention.title, mention.name.stop, mention.place)
    previous = mention.previous
    if previous is None or standing.is_settled or standing.organization_key:
        return standing
    return around.stated(previous, 0) if all(head.domain == "body" for head in mention.title.heads) else standing


def _span(units: Sequence[Word], mention: Mention, is_short: bool) -> Span:
    """The span of a mention: the name, with the title where a family name stands alone after one."""
    name, title = mention.name, mention.title
    is_bare = not is_full(units, mention) and all(unit.kind != "initial" for unit in units[name.first : name.stop])
    if title is not None and not mention.is_after and is_bare and name.outer - title.end == 1:
        first = title.first
        while first < title.last and units[first].tag == "state":
            first += 1
        start = title.start if first == title.first else units[first].start
        return Span(start, name.end, "official-title-family-name", 0.9)
    if is_bare and mention.is_addressed:
        return Span(name.outer, name.end, "official-address-family-name", 0.9)
    return Span(name.start, name.end, "official-short-name" if is_short else "official-name", 0.9 if is_short else 1.0)
