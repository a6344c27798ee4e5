"""Bodies named in a release: known ones by their names and acronyms, others by the grammar of their names.

A body's name is a word for its kind ("Ministry", "University") with capitalized words before it or a complement after
it. The kinds and the known bodies are data in `knowledge/organization*.csv`. Here does not belong who works for a body
(`officials`), nor agreements, events, routes and formats without a secretariat.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reading.model import CountryMention, Hit, Organization, Span, Text
from reading.names import capitalized, fold
from reading.organization_grammar import SEATED, Page, Shape, is_plain, is_proper, name_last, name_start, state_last
from reading.organization_lexicon import (
    Entry,
    KnownOrganization,
    department_head,
    entries,
    known_by_key,
    organization_table,
    phrases,
)

__all__ = ["IMPLIED", "WITHOUT_MINISTRIES", "organization_table", "phrases", "read_organizations"]

#: Rule of a body that only the title of a person names ("Vice Minister of National Economy").
IMPLIED = "organization-implied"

_STYLES = frozenset({"republic", "kingdom", "sultanate", "emirate", "federation", "state", "union", "grand", "duchy"})
#: States whose departments are not called ministries: a ministry in their releases is abroad.
WITHOUT_MINISTRIES = frozenset({"USA", "CHE", "PHL"})
_NOT_FAR = 400
_STATE_TYPES = frozenset({"ministry", "parliament", "government", "court"})
_OFFICES = frozenset({"ministry", "government", "bank"})
_ACRONYM = re.compile(r"(?=(?:\w*[A-ZÀ-Þ]){2})[A-ZÀ-Þ][\w&/-]{1,11}$")
_SPELLINGS = {"defense": "defence", "labor": "labour", "center": "centre", "organisation": "organization"} | {
    "program": "programme",
    "cooperation": "co-operation",
}


class _Found(NamedTuple):
    """One occurrence of a body."""

    start: int
    end: int
    key: str
    name: str
    type_code: str
    country_code: str | None
    how: str
    surface: str


def read_organizations(text: Text, hits: Sequence[Hit], countries: Sequence[CountryMention]) -> list[Organization]:
    """Return the bodies of a release in order of first mention, each once with all its spans.

    `hits` are those of kind 'organization', in order of position.
    """
    words = capitalized(text.full)
    lexicon, named = entries(), {mention.country_code for mention in countries}
    page = Page(
        text.full,
        text.home_country_code,
        words,
        [word.start for word in words],
        countries,
        [mention.span.start for mention in countries],
        frozenset(hit.start for hit in hits if lexicon[hit.key].known is not None),
    )
    for mention in countries:
        number = bisect_left(page.starts, mention.span.start)
        while number < len(words) and words[number].start < mention.span.end:
            page.country_of[number] = mention
            number += 1
    found: list[_Found] = []
    for hit in hits:
        entry = lexicon[hit.key]
        is_known = entry.known is not None and not _is_of_another(entry, page.home, named)
        body = _read_known(page, hit, entry) if is_known else _read_head(page, *_department(hit, entry))
        if body:
            found.append(body)
    return _merge(_with_acronyms(page, _outermost(page, found)), page.home)


def _is_of_another(entry: Entry, home: str | None, named: set[str]) -> bool:
    """Is it a department by a name or an acronym that any state may use, while the state known for it is nowhere in the release?"""
    code = entry.known.country_code if entry.known else None
    if code in (None, home) or code in named:
        return False
    return entry.form.startswith("Department of ") or (entry.how == "acronym" and entry.type_code == "ministry")


def _department(hit: Hit, entry: Entry) -> tuple[Hit, Entry]:
    """The word 'Department' alone, where the rest of a known name may be part of another ('... of Agriculture and ...')."""
    if entry.known is None or entry.how == "acronym":
        return hit, entry
    return hit._replace(end=hit.start + len("Department")), department_head()


def _read_known(page: Page, hit: Hit, entry: Entry) -> _Found | None:
    """A known body under one of its names, with its state before it ('U.S. Peace Corps')."""
    known = entry.known
    assert known is not None
    if entry.how == "name" and " " not in entry.form and _is_family_name(page, hit):
        return None
    start, name = hit.start, known.name
    if entry.how == "name":
        start, name = _with_state(page, hit, known), entry.form
        name = page.full[start : hit.start] + name
    key, code = known.organization_key, known.country_code
    return _Found(start, hit.end, key, name, known.type_code, code, entry.how, entry.form)


def _is_family_name(page: Page, hit: Hit) -> bool:
    """Does a given name or an initial that is no state stand before a name of one word?"""
    number = bisect_left(page.starts, hit.start) - 1
    if number < 0 or number in page.country_of or page.words[number].gap != " ":
        return False
    return page.words[number].kind in ("given", "initial")


def _with_state(page: Page, hit: Hit, known: KnownOrganization) -> int:
    """Where the name of an office begins, given that its own state may stand before it."""
    number = bisect_left(page.starts, hit.start) - 1
    state = page.country_of.get(number) if known.type_code in _OFFICES else None
    if state is None or state.country_code != known.country_code or page.words[number].gap != " ":
        return hit.start
    return state.span.start if state.form in ("adjective", "abbreviation") else hit.start


def _read_head(page: Page, hit: Hit, entry: Entry) -> _Found | None:
    """A body by the grammar of its name around the word for its kind, or None."""
    words = page.words
    head = bisect_left(page.starts, hit.start)
    if head == len(words) or words[head].start != hit.start:
        return None
    head_end = head
    while head_end + 1 < len(words) and words[head_end + 1].start < hit.end:
        head_end += 1
    if words[head_end].end > hit.end:  # 'Bank' in 'Bank-led'
        return None
    is_title = "title" in entry.takes
    first = name_start(page, head, "suffix" in entry.takes) if "before" in entry.takes else head
    if entry.takes & {"after", "title"}:
        last = name_last(page, head_end, entry, first < head)
    else:
        last = state_last(page, head_end) if first < head else head_end
    if first == head and last == head_end and entry.alone_key:
        known = known_by_key()[entry.alone_key]
        return _Found(
            hit.start, hit.end, known.organization_key, known.name, known.type_code, None, "alone", known.name
        )
    shape = Shape(entry, first, head, head_end, last)
    if not is_proper(page, shape):
        return None
    start, end = words[first].start, words[last].end
    code, host = _state_and_host(page, shape)
    name = page.full[start:end]
    if is_title:
        name = f"Ministry{page.full[words[head].end : end]}"
    elif entry.type_code == "parliament" and code is not None and is_plain(page, shape):
        name = _own_name(page, entry.form, code)
    key = _key(page, shape, code, host)
    return _Found(start, end, key, name, entry.type_code, code, "implied" if is_title else "head", name)


def _state_and_host(page: Page, shape: Shape) -> tuple[str | None, str | None]:
    """Whose the body is, and where an embassy is."""
    if shape.entry.type_code == "embassy":
        return _sender_and_seat(page, shape)
    codes = _country_codes(page, shape.first, shape.last)
    if len(codes) > 1:  # 'Kazakh-Norwegian Business Council' is nobody's
        return (codes[-1] if shape.first == shape.head else None), None
    if codes or shape.entry.type_code not in _STATE_TYPES:
        return (codes[0] if codes else None), None
    if shape.entry.type_code == "ministry" and page.home in WITHOUT_MINISTRIES:
        return _possessor(page, shape.first) or _state_before(page, page.words[shape.first].start), None
    return _possessor(page, shape.first) or _state_after(page, shape.last) or (page.home if _is_national(page, shape) else None), None


def _sender_and_seat(page: Page, shape: Shape) -> tuple[str | None, str | None]:
    """Whose an embassy is, the publisher's if the text does not say, and where; a consulate by its city."""
    seat_from = shape.head_end
    while seat_from < shape.last and page.words[seat_from].gap not in SEATED:
        seat_from += 1
    codes = _country_codes(page, shape.first, seat_from)
    seats = [page.country_of[i] for i in range(seat_from + 1, shape.last + 1) if i in page.country_of]
    sender = codes[0] if codes else None if "alone" in shape.entry.takes else page.home
    if not seats:
        return sender, (codes[1] if len(codes) > 1 else None)
    if "onsulate" in shape.entry.form:
        return sender, _slug(page.full[page.words[seat_from + 1].start : page.words[shape.last].end])
    return sender, seats[0].country_code


def _state_before(page: Page, start: int) -> str | None:
    """The last state other than the publisher's that is named not far before a place."""
    number = bisect_left(page.country_starts, start)
    for mention in reversed(page.countries[max(0, number - 5) : number]):
        if mention.country_code != page.home and start - mention.span.end < _NOT_FAR:
            return mention.country_code
    return None


def _is_national(page: Page, shape: Shape) -> bool:
    """May a body without a state be the publisher's? Not if a body beyond states is part of its name."""
    if shape.entry.type_code != "government":
        return True
    words = page.words[shape.first : shape.last + 1]
    return not any(
        word.kind == "acronym" or word.lower in ("international", "united", "world", "global", "european") for word in words
    )


def _country_codes(page: Page, first: int, last: int) -> list[str]:
    """States named inside a body's name, each once; cities only if nothing else is there."""
    inside = {id(page.country_of[i]): page.country_of[i] for i in range(first, last + 1) if i in page.country_of}
    states = [mention.country_code for mention in inside.values() if mention.form != "city"]
    fields = {page.country_of[i].country_code for i in range(first, last) if _is_field(page, i)}
    codes = states or [mention.country_code for mention in inside.values()]
    return [code for code in dict.fromkeys(codes) if code not in fields]


def _is_field(page: Page, number: int) -> bool:
    """Is a state a field of work ('Office of Norwegian Affairs')?"""
    mention = page.country_of.get(number)
    if mention is None or mention.form != "adjective" or number + 1 >= len(page.words):
        return False
    return page.words[number].gap == " " and page.words[number + 1].lower in ("affairs", "policy")


def _possessor(page: Page, first: int) -> str | None:
    """The state in "Kenya's Ministry of Health"."""
    if first > 0 and page.words[first - 1].gap in ("'s ", "’s ") and first - 1 in page.country_of:
        return page.country_of[first - 1].country_code
    return None


def _state_after(page: Page, last: int) -> str | None:
    """The state behind an acronym in brackets ('Ministry of Industry (MOI) of Norway')."""
    state = page.country_of.get(last + 2)
    if state is None or page.words[last].gap != " (" or page.words[last + 1].gap not in (") of ", ") of the "):
        return None
    return state.country_code


def _key(page: Page, shape: Shape, code: str | None, host: str | None) -> str:
    """Key of a body by its kind, its state and the words that make it one of a kind."""
    entry, first, head, _, last = shape
    prefix = f"{code.lower()}-" if code else ""
    if entry.type_code == "embassy":
        return f"{prefix}{_slug(entry.form)}" + (f"-in-{host.lower()}" if host else "")
    if entry.type_code not in _STATE_TYPES:
        return _slug(page.full[page.words[first].start : page.words[last].end])
    if entry.type_code == "parliament":
        last = head + len(entry.form.split()) - 1
    stem = [
        _SPELLINGS.get(word.lower, word.lower)
        for number, word in enumerate(page.words[first : last + 1], first)
        if (number not in page.country_of or page.country_of[number].form == "city" or _is_field(page, number))
        and word.lower not in _STYLES
    ]
    if entry.type_code == "ministry":
        field_words = [word for word in stem if word not in ("ministry", "minister")]
        if field_words == ["foreign"]:
            field_words = ["foreign", "affairs"]
        return f"{prefix}ministry-of-{_slug(' '.join(field_words))}"
    return f"{prefix}{_slug(' '.join(stem))}"


def _slug(name: str) -> str:
    """Lower-case ASCII-like words joined by hyphens, for a key."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", name.lower() if name.isascii() else fold(name))).strip("-")


def _own_name(page: Page, form: str, code: str) -> str:
    """Full name of a body called by the word for its kind alone: 'Parliament of Kazakhstan'."""
    known = known_by_key().get(f"{code.lower()}-{_slug(form)}")
    if known or form != "Parliament":
        return known.name if known else form
    names = {
        page.full[mention.span.start : mention.span.end]
        for mention in page.countries
        if mention.country_code == code and mention.form == "name"
    }
    return f"{form} of {min(names, key=lambda name: (len(name), name))}" if names else form


def _outermost(page: Page, found: Sequence[_Found]) -> list[_Found]:
    """Bodies in order, without those that only open a longer name; one in brackets is another name of that before."""
    kept: list[_Found] = []
    for body in sorted(found, key=lambda body: (body.start, -body.end)):
        before = kept[-1] if kept else None
        if before is not None and before.start == body.start and body.end < before.end:
            continue
        if before is not None and before.start < body.start < before.end < body.end:
            name = page.full[before.start : body.end]
            kept[-1] = body._replace(start=before.start, key=_slug(name), name=name, surface=name)
            continue
        if before is not None and page.full[before.end : body.start] == " (" and page.full[body.end] == ")":
            is_other_name = body.how != "name" and page.full[body.start] == page.full[before.start]
            body = body._replace(key=before.key, how="acronym") if is_other_name else body
        kept.append(body)
    return kept


def _with_acronyms(page: Page, found: Sequence[_Found]) -> list[_Found]:
    """Bodies with the acronyms that the text itself gives ('University of Liège (ULiège)'), at every use."""
    by_end: dict[int, _Found] = {}
    for body in found:
        if body.how in ("name", "head"):
            by_end.setdefault(body.end, body)
    known = {(body.start, body.end) for body in found if body.how != "acronym"}
    given: dict[str, _Found] = {}
    uses: list[_Found] = []
    for number, word in enumerate(page.words):
        end = page.words[number - 1].end if number else -1
        surface = page.full[word.start : word.end]
        if (
            word.gap[:1] == ")"
            and end in by_end
            and page.full[end : word.start].strip(" \"“'‘") == "("
            and _ACRONYM.match(surface)
            and number not in page.country_of
        ):
            given[surface] = by_end[end]
        if word.end - word.start > 1 and surface.isupper() and (spelled := _spelled_out(page, number, by_end)):
            uses.append(spelled)
        body = given.get(surface) if given else None
        if body and (word.start, word.end) not in known:
            uses.append(body._replace(start=word.start, end=word.end, how="acronym", surface=surface))
    taken = {(use.start, use.end) for use in uses}
    return [body for body in found if (body.start, body.end) not in taken] + uses


def _spelled_out(page: Page, number: int, by_end: dict[int, _Found]) -> _Found | None:
    """The acronym inside a name that the text spells out after it ('STAR Institute (Space ... Research)')."""
    word = page.words[number]
    body = (
        next((by_end[end] for end in (page.words[number + 1].end,) if end in by_end), None)
        if number + 1 < len(page.words)
        else None
    )
    if body is None or body.start != word.start or page.full[body.end : body.end + 2] != " (":
        return None
    inside = iter(re.findall(r"\b[A-Z]", page.full[body.end + 2 : page.full.find(")", body.end, body.end + 120)]))
    surface = page.full[word.start : word.end]
    if all(letter in inside for letter in surface):
        return body._replace(end=word.end, how="acronym", surface=surface)
    return None


def _merge(found: Sequence[_Found], home: str | None) -> list[Organization]:
    """One organization a key, with the fullest name the text gives.

    An embassy without a seat is that of its sender whose seat the text gives, else that in the publisher's state.
    """
    by_key: dict[str, list[_Found]] = {}
    seats = {body.key.rpartition("-in-")[0]: body.key for body in reversed(found) if body.type_code == "embassy"}
    for body in sorted(found, key=lambda body: (body.start, -body.end)):
        key = body.key
        if body.type_code == "embassy" and "-in-" not in key:
            is_abroad = home is not None and body.country_code not in (home, None)
            key = seats.get(key) or (f"{key}-in-{home.lower()}" if home and is_abroad else key)
        by_key.setdefault(key, []).append(body)
    return [_organization(key, bodies) for key, bodies in by_key.items()]


def _organization(key: str, bodies: Sequence[_Found]) -> Organization:
    """Make one organization of its occurrences."""
    named = [body for body in bodies if body.how in ("name", "head")] or list(bodies)
    fullest = max(named, key=lambda body: len(body.name))
    acronyms = [body for body in bodies if body.how == "acronym"]
    known = known_by_key().get(key)
    acronym = min((body.surface for body in acronyms), key=len, default=None)
    spans = [
        Span(body.start, body.end, IMPLIED if body.how in ("implied", "title") else f"organization-{body.how}")
        for body in bodies
    ]
    return Organization(
        key,
        fullest.name,
        acronym,
        known.type_code if known else fullest.type_code,
        known.country_code if known else fullest.country_code,
        tuple(dict.fromkeys(spans)),
    )
