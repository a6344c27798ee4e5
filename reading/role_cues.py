"""The words by which a release shows that a state is its counterpart, as patterns.

The words are in `knowledge/country_role.toml`; what the patterns mean for a state's role is decided in `roles.py`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from reading.country_forms import KNOWLEDGE, country_table, fold

_WORDS = r"(?: [^\s.;:!?()]+)"
#: Words between an office and its state: 'Minister of Trade of', but not 'Minister condemned the invasion of'.
_OFFICE_WORDS = r"(?: (?!(?!appointed|accredited|based)[a-z]+ed\b)[^\s.;:!?()]+)"


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues as patterns: `before` ones end at the mention, `after` ones begin there."""

    actor_before: re.Pattern[str]
    body_before: re.Pattern[str]
    bond_before: re.Pattern[str]
    visit_before: re.Pattern[str]
    post_before: re.Pattern[str]
    mission_before: re.Pattern[str]
    about_before: re.Pattern[str]
    attended_before: re.Pattern[str]
    actor_after: re.Pattern[str]
    body_after: re.Pattern[str]
    local_after: re.Pattern[str]
    visit_links: frozenset[str]
    fields: frozenset[str]
    seats: frozenset[str]
    capitals: frozenset[str]


def _any_of(words: list[str]) -> str:
    return "|".join(sorted({form for word in words for form in (word, word.upper())}, key=len, reverse=True))


@cache
def cues() -> Cues:
    """Return the cues of `country_role.toml`."""
    words: dict[str, list[str]] = tomllib.loads((KNOWLEDGE / "country_role.toml").read_text(encoding="utf-8"))
    actors, bodies = _any_of(words["actors"]), _any_of(words["bodies"])
    # 'Norwegian newly appointed Ambassador', 'Kenyan Cabinet Secretary for Trade', but nothing beyond a verb.
    inner = "|".join((r"(?:[A-Z]\.)+", r"[A-Z][\w&’'-]*", *words["inner"]))
    between = rf"(?:['’]s)?(?:[ -](?:{inner})){{0,4}}?"
    capitals = [country.capital_name for country in country_table() if country.capital_name]
    return Cues(
        actor_before=re.compile(
            rf"\b(?:{actors})\b{_OFFICE_WORDS}{{0,6}}? (?:of|from|including|representing)(?: the)? $"
        ),
        body_before=re.compile(rf"\b(?:{bodies})\b{_WORDS}{{0,3}}? (?:of|from|in)(?: the)? $"),
        bond_before=re.compile(rf"\b(?:{_any_of(words['bonds'])})\b{_WORDS}{{0,3}}? [Ww][Ii][Tt][Hh](?: the)? $"),
        visit_before=re.compile(rf"\b(?:{_any_of(words['visits'])})\b{_WORDS}{{0,3}}?(?: to)?(?: the)? $"),
        post_before=re.compile(rf"\b(?:{_any_of(words['posts'])})\b{_WORDS}{{0,8}}? to(?: the)? $"),
        mission_before=re.compile(rf"\b(?:{_any_of(words['missions'])})\b[^.;:]{{0,50}} in(?: the)? $"),
        about_before=re.compile(rf"\b(?:{_any_of(words['about'])})(?: the)?{_WORDS}{{0,3}}? ?$", re.IGNORECASE),
        attended_before=re.compile(rf"\b(?:{_any_of(words['attended'])})\b[^\n]{{0,80}}$"),
        actor_after=re.compile(rf"{between}[ -](?:{actors})\b"),
        body_after=re.compile(rf"{between}[ -](?:{bodies})\b"),
        local_after=re.compile(rf"{between}[ -](?:{_any_of(words['local'])})\b"),
        visit_links=frozenset({"to", *(word.lower() for word in words["visits"])}),
        fields=frozenset(words["fields"]),
        seats=frozenset(words["seats"]),
        capitals=frozenset(words["capitals"]) | {form for name in capitals for form in (name, fold(name))},
    )
