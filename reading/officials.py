"""Persons named in a release, each once, with the title as stated and the state and body they speak for.

Names are found by their shape beside titles, forms of address and verbs of speech; short forms ("Ambassador X", "F. X")
are led back to the full name. What a title is stands in `titles`, what a name is made of in `names`. References without
a name ("the Ambassador") are no persons here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reading.matching import Phrase
from reading.model import CountryMention, Official, Organization, Span, Text
from reading.names import Word, official_key
from reading.persons import Mention, Person, Standing, is_full, resolve
from reading.represented import Surroundings
from reading.title_words import phrases as title_phrases
from reading.titles import Title

_LIST = frozenset({", ", " and ", ", and ", " & ", "; ", "; and "})


def phrases() -> list[Phrase]:
    """Return the phrases of kind 'title'."""
    return title_phrases()


def read_officials(
    text: Text,
    units: Sequence[Word],
    mentions: Sequence[Mention],
    countries: Sequence[CountryMention],
    organizations: Sequence[Organization],
) -> list[Official]:
    """Return the persons of a release in order of first mention.

    All is read from the same text; `mentions` are the names in it.
    """
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
    officials = [
        _official(text.full, units, person, standing, around) for person, standing in zip(persons, stated, strict=True)
    ]
    return sorted(officials, key=lambda official: official.spans[0].start)


def _share_beside(full: str, mentions: Sequence[Mention]) -> None:
    """Hand on what the words before a list of names without titles tell ('Kenyan citizens A B and C D')."""
    for previous, mention in pairwise(mentions):
        is_bare = mention.title is None and previous.title is None and mention.beside is None
        if is_bare and previous.beside and full[previous.name.end : mention.name.outer] in _LIST:
            mention.beside = previous.beside


def _official(full: str, units: Sequence[Word], person: Person, standing: Standing, around: Surroundings) -> Official:
    """Make the official of a person: fullest name, best title, standing and spans."""
    fullest = max(person.mentions, key=lambda mention: len(mention.parts))
    name = full[fullest.name.start : fullest.name.end]
    title = _fullest_title(full, person)
    if title is not None:
        standing = around.assumed(person.titled[0], standing)
    spans = [_span(units, mention, False) for mention in person.mentions]
    spans += [_span(units, mention, True) for mention in person.short]
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
