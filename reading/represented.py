"""For whom the bearer of a title speaks: a state, the state of the post, a body.

Here belong the rules that lead from a title and what stands around it to codes and keys. What the title is, is found in
`titles`; who bears it, in `officials`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from reading.model import CountryMention, Organization, Text
from reading.names import Word, rows
from reading.titles import Title

_BEYOND_STATES = frozenset({"international", "regional", "format"})
_OF_STATE = frozenset({"ministry", "government", "parliament", "court"})
_TO = frozenset({" to ", " to the ", " in ", " in the ", " at ", " at the ", " accredited to "})
_FOR = frozenset({" for ", " for the ", " on ", " on the ", " with ", " with the "})
_POSTED_HEADS = (
    "ambassador",
    "chargé",
    "charge d",
    "high commissioner",
    "consul",
    "head of mission",
    "chief of mission",
)
#: Offices that one person of a state holds at a time.
_SOLE_OFFICES = frozenset(
    {"president", "prime minister", "minister", "king", "queen", "head of state", "chancellor", "premier"}
)


@cache
def _absent_offices() -> Mapping[str, frozenset[str]]:
    """By state, the offices it does not have."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("title_absent.csv"):
        found[row["country_code"]].add(row["form"])
    return {code: frozenset(forms) for code, forms in found.items()}


def _lacks(code: str | None, title: Title) -> bool:
    """Does a state not have this office?"""
    absent = _absent_offices().get(code or "", frozenset())
    return any(head.form.lower().endswith(form) for head in title.heads for form in absent)


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


class Surroundings:
    """What a release says around its titles: units, bodies by place, states other than the publisher's."""

    def __init__(
        self,
        text: Text,
        units: Sequence[Word],
        countries: Sequence[CountryMention],
        organizations: Sequence[Organization],
    ) -> None:
        """Index the bodies of a release by where they stand."""
        self.home = text.home_country_code
        self.units = units
        self._bodies = sorted(
            ((span.start, span.end, body) for body in organizations for span in body.spans),
            key=lambda piece: (piece[0], -piece[1]),
        )
        self._body_starts = [piece[0] for piece in self._bodies]
        self._embassies = {body.country_code: body for body in organizations if body.type_code == "embassy"}
        partners = {mention.country_code for mention in countries} - {self.home}
        self._held: set[str] = set()
        self._elected: dict[str, int] = {}
        self._kinds = {body.organization_key: body.type_code for body in organizations}
        self._sole_partner = next(iter(partners)) if len(partners) == 1 else None

    def stated(self, title: Title, name_stop: int) -> Standing:
        """Return what the title itself, or a state beside it, says; nothing is assumed."""
        represented, posted = self._states_in(title)
        represented = represented or self._state_beside(title, name_stop)
        body = self._body_in(title)
        if body is not None and represented is None and body.type_code in _BEYOND_STATES:
            return Standing(None, None, body.organization_key, True)
        if body is not None and represented is None:
            represented = body.country_code
        forms = " ".join(head.form.lower() for head in title.heads)
        is_posted = any(word in forms for word in _POSTED_HEADS) and "large" not in forms
        if is_posted and body is None and represented in self._embassies:
            body = self._embassies[represented]
        if is_posted and posted is None and represented not in (None, self.home):
            posted = self.home
        if not is_posted and body is None and "representative" not in forms:
            posted = None
        return Standing(represented, posted, body.organization_key if body else None, represented is not None)

    def assumed(self, title: Title, standing: Standing) -> Standing:
        """Fill in the state where nothing says it: the publisher's for offices of state, else the only other state.

        An office that the publisher's state does not have, or that another person holds there, is a foreigner's.
        """
        if standing.is_settled:
            return standing
        own = next((head.domain for head in title.heads if head.domain.isupper()), None)
        if own is not None:
            return standing._replace(represented=own)
        kind = self._kinds.get(standing.organization_key or "")
        code = None
        is_of_state = any(head.domain == "state" for head in title.heads)
        if kind is not None and kind not in _OF_STATE:
            code = self._sole_partner
        elif kind is not None or is_of_state:
            if self._is_foreign(title):
                code = self._state_before(title) or self._sole_partner
                code = None if _lacks(code, title) else code
            elif standing.posted is None or standing.posted != self.home:
                code = self.home
        return standing._replace(represented=code)

    def note_holders(self, titles: Iterable[tuple[Title | None, int]]) -> None:
        """Note which offices of the publisher's state have a holder that the text names as its own."""
        for title, name_stop in titles:
            if title is not None and self.stated(title, name_stop).represented == self.home:
                self._held.add(self._office(title))

    def elect(self, claims: Sequence[tuple[Title, int]]) -> None:
        """Decide who of several holders of one office is the publisher's own, where the text tells of none.

        A claim is a title and how often its bearer is named. A foreign state in the sentence before the title speaks
        against it, then the one named most often wins.
        """
        best: dict[str, tuple[bool, int, int]] = {}
        for title, n_mentions in claims:
            office = self._office(title)
            if office and office not in self._held:
                claim = (self._state_before(title, (". ", "\n")) is None, n_mentions, -title.start)
                best[office] = max(best.get(office, claim), claim)
        self._elected = {office: -start for office, (_, _, start) in best.items()}

    def _office(self, title: Title) -> str:
        """The title as one office, if it is one that only one person of a state holds, else empty."""
        form = title.heads[-1].form.lower()
        before = self.units[title.first].lower if title.first < title.last else ""
        if form in _SOLE_OFFICES and (before == "foreign" or (title.first == title.last and form != "minister")):
            return f"{before} {form}".strip()
        return ""

    def _is_foreign(self, title: Title) -> bool:
        """Can the bearer of this title not be the publisher's?"""
        office = self._office(title)
        if office and (office in self._held or self._elected.get(office, title.start) != title.start):
            return True
        return _lacks(self.home, title)

    def _state_before(self, title: Title, ends: tuple[str, ...] = ("\n",)) -> str | None:
        """The last state other than the publisher's that the paragraph names before the title."""
        for number in range(title.first - 1, max(-1, title.first - 80), -1):
            unit = self.units[number]
            if any(end in unit.gap for end in ends):
                break
            if isinstance(unit.ref, CountryMention) and unit.ref.country_code != self.home:
                return unit.ref.country_code
        return None

    def _states_in(self, title: Title) -> tuple[str | None, str | None]:
        """States inside a title: whose the bearer is, and where the post is."""
        represented = posted = None
        for number in range(title.first, title.last + 1):
            unit = self.units[number]
            if not isinstance(unit.ref, CountryMention):
                continue
            gap = self.units[number - 1].gap if number > title.first else ""
            if gap in _TO:
                posted = posted or unit.ref.country_code
            elif gap not in _FOR:
                represented = represented or unit.ref.country_code
        return represented, posted

    def _state_beside(self, title: Title, name_stop: int) -> str | None:
        """The state in "Iran's Supreme Leader", "his Russian counterpart, Minister X", "President X of Kazakhstan"."""
        before = self.units[title.first - 1] if title.first else None
        owns = before is not None and before.gap.startswith(("’s ", "'s ", " counterpart"))
        if before is not None and owns and isinstance(before.ref, CountryMention) and before.end < title.start:
            return before.ref.country_code
        if 0 < name_stop < len(self.units):
            after = self.units[name_stop]
            gap = self.units[name_stop - 1].gap
            if isinstance(after.ref, CountryMention) and (
                gap in (" of ", " of the ") or (gap == " (" and after.gap[:1] == ")")
            ):
                return after.ref.country_code
        return None

    def _body_in(self, title: Title) -> Organization | None:
        """The body of a title: the last one that is not part of another."""
        number = bisect_left(self._body_starts, title.start)
        reach, found = -1, None
        while number < len(self._bodies) and self._body_starts[number] < title.end:
            _, end, body = self._bodies[number]
            if end > reach:
                reach, found = end, body
            number += 1
        return found
