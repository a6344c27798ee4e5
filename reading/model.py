"""The words in which readers speak of a release: its text, and what it means.

All offsets are Unicode code points into `Text.full`, which is the title, one line feed, then the body; `Text.locate`
turns them into the (field, start, end) of the warehouse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

RoleCode = Literal["home", "partner", "mentioned"]


class Span(NamedTuple):
    """A half-open range [start, end) of `Text.full`, in code points, and the rule that found it."""

    start: int
    end: int
    rule_id: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One release as the readers see it."""

    title: str
    body: str
    home_country_code: str | None = None
    full: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "full", f"{self.title}\n{self.body}")

    def locate(self, start: int, end: int) -> tuple[str, int, int]:
        """Return (field, start, end) of a span of `full`; field is 'title' or 'body'."""
        n_title = len(self.title)
        if end <= n_title:
            return "title", start, end
        return "body", start - n_title - 1, end - n_title - 1


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A stretch of text that means a state. `form` tells how: name, adjective, abbreviation, city or metonym."""

    span: Span
    country_code: str
    form: Literal["name", "adjective", "abbreviation", "city", "metonym"]


@dataclass(frozen=True, slots=True)
class Organization:
    """A body named in the release. `organization_key` is the same for all its spellings, in any release."""

    organization_key: str
    name: str
    acronym: str | None
    type_code: str
    country_code: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """A named person of the release, with the title as the text states it and whom the person speaks for.

    `official_key` is a folding of the fullest name (same person, same key, whatever the spelling of diacritics).
    """

    official_key: str
    name: str
    title: str | None
    title_span: Span | None
    represented_country_code: str | None
    posted_country_code: str | None
    organization_key: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the release; score in (0, 1]; `is_main` for the 1 to 3 it is really about."""

    topic_code: str
    score: float
    is_main: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A diplomatic event of the release; exactly one of a release is main. `event_on` is an ISO date if stated."""

    event_type_code: str
    is_main: bool
    place_country_code: str | None
    event_on: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CountryRole:
    """What part a state has in a release. Saliences of a release's non-home countries sum to 1."""

    country_code: str
    role_code: RoleCode
    n_mentions: int
    salience: float


@dataclass(frozen=True)
class Reading:
    """All that was understood of one release."""

    countries: Sequence[CountryMention]
    country_roles: Sequence[CountryRole]
    organizations: Sequence[Organization]
    officials: Sequence[Official]
    topics: Sequence[Topic]
    events: Sequence[Event]

    @cached_property
    def role_of(self) -> Mapping[str, RoleCode]:
        """Role by country code."""
        return {role.country_code: role.role_code for role in self.country_roles}
