"""Bodies named in a release: known ones by their names and acronyms, others by the grammar of their names.

A body's name is a word for its kind ("Ministry", "University") with capitalized words before it or a complement after
it. The kinds and the known bodies are data in `knowledge/organization*.csv`. Here does not belong who works for a body
(`officials`), nor agreements, events, routes and formats without a secretariat.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reading.model import CountryMention, Hit, Organization, Text
from reading.names import capitalized
from reading.organization_grammar import (
    SEATED,
    Page,
    Shape,
    is_plain,
    is_proper,
    name_last,
    name_start,
    quoted_last,
    state_last,
)
from reading.organization_lexicon import (
    Entry,
    KnownOrganization,
    department_head,
    entries,
    key_of,
    known_by_key,
    organization_table,
    phrases,
    slug,
)
from reading.organization_mentions import IMPLIED, Found, merge, outermost, with_acronyms

__all__ = ["IMPLIED", "WITHOUT_MINISTRIES", "organization_table", "phrases", "read_organizations"]


_STYLES = frozenset({"republic", "kingdom", "sultanate", "emirate", "federation", "state", "union", "grand", "duchy"})
#: States whose departments are not called ministries: a ministry in their releases is abroad.
WITHOUT_MINISTRIES = frozenset({"USA", "CHE", "PHL"})
_NOT_FAR = 400
_QUOTES = frozenset('"“”«»„')
_STATE_TYPES = frozenset({"ministry", "parliament", "government", "court"})
_OFFICES = frozenset({"ministry", "government", "bank"})
_SPELLINGS = {"defense": "defence", "labor": "labour", "center": "centre", "organisation": "organization"} | {
    "program": "programme",
    "cooperation": "co-operation",
}


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
    found: list[Found] = []
    for hit in hits:
        entry = lexicon[hit.key]
        is_known = entry.known is not None and not _is_of_another(entry, page.home, named)
        body = _read_known(page, hit, entry) if is_known else _read_head(page, *_department(hit, entry))
        if body:
            found.append(body)
    return merge(with_acronyms(page, outermost(page, found)), page.home)


def _is_of_another(entry: Entry, home: str | None, named: set[str]) -> bool:
    """May any state use this name or acronym of an office, while the state known for it is not in the release?"""
    code = entry.known.country_code if entry.known else None
    if code in (None, home) or code in named:
        return False
    return entry.form.startswith("Department of ") or (entry.how == "acronym" and entry.type_code == "ministry")


def _department(hit: Hit, entry: Entry) -> tuple[Hit, Entry]:
    """The word 'Department' alone, where the rest of a known name may be part of that of another state."""
    if entry.known is None or entry.how == "acronym":
        return hit, entry
    return hit._replace(end=hit.start + len("Department")), department_head()


def _read_known(page: Page, hit: Hit, entry: Entry) -> Found | None:
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
    return Found(start, hit.end, key, name, known.type_code, code, entry.how, entry.form)


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


def _read_head(page: Page, hit: Hit, entry: Entry) -> Found | None:
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
    last = quoted_last(page, head_end) if first == head and last == head_end else last
    if first == head and last == head_end and entry.alone_key:
        known = known_by_key()[entry.alone_key]
        return Found(hit.start, hit.end, known.organization_key, known.name, known.type_code, None, "alone", known.name)
    shape = Shape(entry, first, head, head_end, last)
    if not is_proper(page, shape):
        return None
    start, end = _with_quotes(page, words[first].start, words[last].end)
    code, host = _state_and_host(page, shape)
    name = page.full[start:end]
    if is_title:
        name = f"Ministry{page.full[words[head].end : end]}"
    elif entry.type_code == "parliament" and code is not None and is_plain(page, shape):
        name = _own_name(page, entry.form, code)
    key = _key(page, shape, code, host)
    return Found(start, end, key, name, entry.type_code, code, "implied" if is_title else "head", name)


def _with_quotes(page: Page, start: int, end: int) -> tuple[int, int]:
    """A name with the quotation mark of which it holds the other ('"Samgau" Foundation')."""
    quotes = sum(page.full.count(mark, start, end) for mark in '"“”«»')
    if quotes == 1 and page.full[start - 1 : start] in _QUOTES:
        return start - 1, end
    return start, end + (quotes == 1 and page.full[end : end + 1] in _QUOTES)


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
    return _possessor(page, shape.first) or _state_after(page, shape.last) or (
        page.home if _is_national(page, shape) else None
    ), None


def _sender_and_seat(page: Page, shape: Shape) -> tuple[str | None, str | None]:
    """Whose an embassy is (the publisher's if not told) and where: a state, a consulate's city, a mission's body."""
    seat_from = shape.head_end
    while seat_from < shape.last and page.words[seat_from].gap not in SEATED:
        seat_from += 1
    codes = _country_codes(page, shape.first, seat_from)
    seats = [page.country_of[i] for i in range(seat_from + 1, shape.last + 1) if i in page.country_of]
    sender = codes[0] if codes else None if "alone" in shape.entry.takes else page.home
    if seat_from == shape.last:
        return sender, (codes[1] if len(codes) > 1 else None)
    if not seats or "onsulate" in shape.entry.form:
        return sender, key_of(page.full[page.words[seat_from + 1].start : page.words[shape.last].end])
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
        word.kind == "acronym" or word.lower in ("international", "united", "world", "global", "european")
        for word in words
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
        return f"{prefix}{slug(entry.form)}" + (f"-in-{host.lower()}" if host else "")
    if entry.type_code not in _STATE_TYPES:
        return slug(page.full[page.words[first].start : page.words[last].end])
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
        return f"{prefix}ministry-of-{slug(' '.join(field_words))}"
    return f"{prefix}{slug(' '.join(stem))}"


def _own_name(page: Page, form: str, code: str) -> str:
    """Full name of a body called by the word for its kind alone: 'Parliament of Kazakhstan'."""
    known = known_by_key().get(f"{code.lower()}-{slug(form)}")
    if known or form != "Parliament":
        return known.name if known else form
    names = {
        page.full[mention.span.start : mention.span.end]
        for mention in page.countries
        if mention.country_code == code and mention.form == "name"
    }
    return f"{form} of {min(names, key=lambda name: (len(name), name))}" if names else form
