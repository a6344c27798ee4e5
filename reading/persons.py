"""Which mentions of names are one person: full names first, then initials and family names.

Here is decided which name-like runs are persons at all, and which person a short form means; two persons of one family
name stay apart. Where names and titles stand is found in `officials`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reading.model import Text
from reading.names import FAMILY_PREFIXES, Word
from reading.titles import Title

_SPEECH = re.compile(
    r"(?:, in (?:his|her) turn,|, for (?:his|her) part,)? (?:also |further |then |has |had |have |later |is |was )*"
    r"(?:said|says|noted|notes|stated|states|emphasi[sz]ed|emphasi[sz]es|stressed|stresses|underlined|underscored|added"
    r"|adds|told|pointed|highlighted|expressed|conveyed|thanked|welcomed|congratulated|commended|reaffirmed|affirmed"
    r"|confirmed|explained|informed|recalled|announced|declared|briefed|urged|called|visited|met|received|presented"
    r"|delivered|attended|participated|spoke|discussed|proposed|praised|extended|appreciated|acknowledged|assured|invited"
    r"|opened|chaired|signed|arrived|joined|led|served|serves|represented|remarked|observed|outlined|mentioned|reiterated"
    r"|requested|wished|hailed|concluded|highly|positively|believes|will|appointed|elected|named|sentenced|detained"
    r"|arrested|killed|imprisoned|born|graduated|holds|joins|succeeds|replaces)\b"
)

#: Endings of family names (Slavic, Turkic, Caucasian, Armenian) that no ordinary foreign word has.
_FAMILY_ENDING = re.compile(
    r"..(?:[oe]va?|enko|sk(?:y|yy|iy|aya)|shvili|[aeiu]dze|[iy]an|[oe]vich|uly|kyzy|qyzy|zade|zoda)$"
)
#: What ships are called by.
_SHIPS = frozenset(
    {"hms", "hmas", "hmcs", "hmnzs", "brp", "kri", "ins", "uss", "usns", "uscgc", "pns", "js", "roks", "rss", "kd"}
    | {"tcg", "orp", "nrp", "esps", "hdms", "hnoms", "fgs", "fs", "mv", "bap", "ara", "rv", "ship", "frigate", "vessel"}
)
#: After these a single name with a title after it is a person ('said Suharno, Director of ...').
_LEADS_TO_ONE = (" said ", " by ", " with ", " told ", " met ", " thanked ", " says ", " and ", " added ", " to ")
#: Initials of two letters, as folded ('Zh. Omarova' is 'Zhanna Omarova').
_DIGRAPHS = frozenset({"zh", "sh", "ch", "kh", "ts", "iu", "ia", "dzh"})
#: Titles by which nobody is addressed: a single word after them is no family name ('Chief Guest').
_NO_ADDRESS = frozenset({"Chief", "Head", "Member", "Official", "Officer", "Partner", "Fellow", "Principal", "Leader"})


class Name(NamedTuple):
    """A name-like run: units [first, stop), and where the forms of address before it begin."""

    first: int
    stop: int
    start: int
    end: int
    outer: int


class Standing(NamedTuple):
    """What a title tells of its bearer; None where it does not tell. `is_settled`: a state or a body beyond states."""

    represented: str | None = None
    posted: str | None = None
    organization_key: str | None = None
    is_settled: bool = False

    def filled(self, other: Standing) -> Standing:
        """Return this standing with what only the other knows."""
        return Standing(
            self.represented if self.is_settled else other.represented,
            self.posted or other.posted,
            self.organization_key or other.organization_key,
            self.is_settled or other.is_settled,
        )


@dataclass(slots=True)
class Mention:
    """A name with the title that belongs to it at this place; `beside` is what the words around tell without one.

    `place` is that in a list of names which share a plural title; `leader` is the first of a list of titled names.
    """

    name: Name
    parts: list[str]
    title: Title | None = None
    is_addressed: bool = False
    is_after: bool = False
    previous: Title | None = None
    beside: Standing | None = None
    place: int = 0
    leader: Mention | None = None


@dataclass(slots=True)
class Person:
    """All mentions of one person so far; `parts` is the fullest folded name."""

    parts: list[str]
    mentions: list[Mention] = field(default_factory=list)
    short: list[Mention] = field(default_factory=list)

    @property
    def titled(self) -> list[Mention]:
        """The mentions with a title: those with the full name first, mere ranks last."""
        titled = [mention for mention in (*self.mentions, *self.short) if mention.title]
        return sorted(titled, key=lambda mention: mention.title is not None and mention.title.is_rank)


def resolve(text: Text, units: Sequence[Word], mentions: Sequence[Mention]) -> list[Person]:
    """Gather the mentions of each person: full names first, then initials and family names."""
    by_last: dict[str, list[Person]] = {}
    by_part: dict[str, list[Person]] = {}
    persons: list[Person] = []
    later: list[Mention] = []
    doubtful: list[Mention] = []
    for mention in mentions:
        if not mention.parts:
            continue
        if not is_full(units, mention):
            later.append(mention)
        elif _is_evident(text, units, mention):
            _add_full(mention, persons, by_last, by_part)
        else:
            doubtful.append(mention)
    for mention in doubtful:
        if _variant(mention.parts, by_last):
            _add_full(mention, persons, by_last, by_part)
    for mention in later:
        owners = _owners(mention, by_last, by_part)
        if len(owners) == 1:
            if mention.title or mention.is_addressed or _stands_alone(text, units, mention):
                owners[0].short.append(mention)
        elif not owners and _is_sure_short(text, units, mention):
            _add_full(mention, persons, by_last, by_part)
    return persons


def is_full(units: Sequence[Word], mention: Mention) -> bool:
    """Does the name have a given and a family name, not just initials or a particle?"""
    words = [unit for unit in units[mention.name.first : mention.name.stop] if unit.kind != "initial"]
    return len(words) > 2 or (len(words) == 2 and words[0].lower not in FAMILY_PREFIXES)


def _is_evident(text: Text, units: Sequence[Word], mention: Mention) -> bool:
    """Is a name-like run of two words or more a person?"""
    name = mention.name
    run = units[name.first : name.stop]
    kinds = {unit.kind for unit in run}
    is_titled = mention.title is not None or mention.is_addressed
    if is_titled or not kinds & {"name", "given"}:
        return is_titled
    is_speaker = text.full.startswith(": ", name.end) and text.full[name.outer - 1 : name.outer] in ("\n", "")
    if mention.beside is not None or (is_speaker and kinds <= {"name", "given", "initial"}):
        return True  # a speaker of a transcript
    is_ship = name.first > 0 and units[name.first - 1].lower in _SHIPS and units[name.first - 1].gap == " "
    is_part = run[-1].gap == " " and name.stop < len(units) and units[name.stop].kind in ("stop", "common", "acronym")
    if is_ship or is_part:
        return False
    if run[0].kind == "given":
        return len(run) < 5 and not text.full[max(0, name.start - 4) : name.start].lower().endswith((" in ", "the "))
    if name.end <= len(text.title):
        return False
    return _FAMILY_ENDING.search(run[-1].lower) is not None or bool(_SPEECH.match(text.full, name.end))


def _is_sure_short(text: Text, units: Sequence[Word], mention: Mention) -> bool:
    """Is a family name that no full name of the release explains a person of its own?"""
    run = units[mention.name.first : mention.name.stop]
    title, has_initial = mention.title, any(unit.kind == "initial" for unit in run)
    if len(run) == 1 and has_initial:
        return False
    if title is None or has_initial:
        is_heard = has_initial and bool(_SPEECH.match(text.full, mention.name.end))
        return title is not None or mention.is_addressed or is_heard
    if mention.is_after and title.has_complement and len(run) == 1 and run[0].kind in ("name", "given"):
        return text.full.endswith(_LEADS_TO_ONE, 0, mention.name.outer)
    if mention.is_after or (title.has_complement and run[-1].kind == "double"):
        return False
    return len(run) > 1 or not (title.is_plural or title.heads[-1].form in _NO_ADDRESS)


def _stands_alone(text: Text, units: Sequence[Word], mention: Mention) -> bool:
    """Is a bare family name not part of something else ('Price' at the start of a sentence)?"""
    run = units[mention.name.first : mention.name.stop]
    if run[-1].gap == " " and mention.name.stop < len(units) and units[mention.name.stop].tag == "word":
        return False
    return any(unit.kind in ("name", "given") for unit in run) or bool(_SPEECH.match(text.full, mention.name.end))


def _add_full(
    mention: Mention, persons: list[Person], by_last: dict[str, list[Person]], by_part: dict[str, list[Person]]
) -> None:
    """Add a mention to the person of this name, or a new person."""
    person = _variant(mention.parts, by_last)
    if person is None:
        person = Person(mention.parts)
        persons.append(person)
        by_last.setdefault(mention.parts[-1], []).append(person)
    elif len(mention.parts) > len(person.parts):
        person.parts = mention.parts
    for part in mention.parts[:-1]:
        holders = by_part.setdefault(part, [])
        if person not in holders[-1:]:
            holders.append(person)
    person.mentions.append(mention)


def _variant(parts: Sequence[str], by_last: dict[str, list[Person]]) -> Person | None:
    """The person of the same family name whose other parts agree ('Ann Lee', 'Ann B. Lee', 'A. Lee')."""
    for person in by_last.get(parts[-1], ())[-20:]:
        shorter, longer = sorted((list(parts), person.parts), key=len)
        if shorter == longer or _agrees(shorter, longer):
            return person
    return None


def _agrees(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Is the shorter name the longer one with parts left out or cut to initials?"""
    if len(shorter) == len(longer):
        return all(_same_part(a, b) for a, b in zip(shorter, longer, strict=True))
    if len(shorter[0]) > 1 and list(longer[-len(shorter) :]) == list(shorter):
        return True
    if not _same_part(shorter[0], longer[0]):
        return len(shorter) == 1 and shorter[0] == longer[-1]
    rest = iter(longer)
    return all(any(_same_part(part, other) for other in rest) for part in shorter)


def _same_part(a: str, b: str) -> bool:
    """Are two parts of names the same, or one the initial of the other? Folding may have taken the Y of 'Yerzhan'."""
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        return a == b[0] or (a == "i" and b[0] in "ae")
    return a == b or (a in _DIGRAPHS and b.startswith(a))


def _owners(mention: Mention, by_last: dict[str, list[Person]], by_part: dict[str, list[Person]]) -> list[Person]:
    """The persons a short form can mean: one if its title is that of only one of several."""
    parts = mention.parts
    bearers = by_last.get(parts[-1], ())[-20:]
    found = [person for person in bearers if _agrees(parts, person.parts)]
    if not found and parts[0] == "m" and len(bearers) == 1:
        return list(bearers)  # 'M. de Brissac' is Monsieur
    if not found and mention.title is not None:
        found = [person for person in by_part.get(parts[0], ())[-20:] if _is_inside(parts, person.parts)]
    if len(found) > 1 and mention.title is not None:
        form = mention.title.heads[-1].form
        found = [p for p in found if any(m.title and m.title.heads[-1].form == form for m in p.mentions)] or found
    return found


def _is_inside(parts: Sequence[str], whole: Sequence[str]) -> bool:
    """Do the parts stand side by side in the whole (family name first, or a double family name)?"""
    n = len(parts)
    return any(list(whole[i : i + n]) == list(parts) for i in range(len(whole) - n + 1))
