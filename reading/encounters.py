"""What a sentence tells of the state of a person: who meets whom, who leads, signs or travels for which state.

Here belong the rules that look at the words around a title in the sentence. What the title itself says, and what is
assumed where nothing is said, is in `represented`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from reading.layout import sentence_start
from reading.model import CountryMention, Organization, Text
from reading.names import Word
from reading.offices import is_posted
from reading.persons import Mention, Standing
from reading.titles import Title

_BEYOND_STATES = frozenset({"international", "regional", "format"})
_SIGNED_FOR = re.compile(
    r"\b(?:signed|put|chaired|led|spoke|initialled|opened|headed|acted|participated|attended)(?: [a-z]+){0,5}?"
    r" (?:for|on behalf of|on the part of)(?: the)? $"
)
_LED_BY = re.compile(r"(?P<comma>,)? (?:led|headed|chaired|represented) by (?:the |its |their |H\.E\. )?$")
#: Whoever these words lead to is the other side.
_ENCOUNTER = re.compile(
    r"\b(?:met|meets?|meeting|meetings|talks|conversation|conversations|consultations|negotiations|call)"
    r"(?: (?:today|yesterday|separately|also|by phone|this (?:morning|afternoon|evening)|(?:in|on) [A-Z]\w+))*"
    r" with (?:the |his |her )?(?:H\.E\. )?$"
    r"|\b(?:met|meet|meets|meeting|saw|see|thanked|thanks|thank|briefed|congratulated|congratulates"
    r"|talked to|spoke to|spoke with|called on|calls on|calling on|received by|welcomed by|hosted by) (?:the )?$"
)
#: Whoever such a call or message reaches is of another state.
_AFAR = re.compile(
    r"\b(?:(?:telephone|phone) (?:conversation|call|talks)|by (?:tele)?phone|video ?conference)\b[^.\n]{0,40} with "
    r"(?:the |his |her )?(?:H\.E\. )?$"
    r"|\b(?:messages?|letters?|telegrams?|cables?|congratulations|condolences|sympathy|sympathies|greetings)"
    r"(?: of [a-z ]{4,30})? to (?:the |his |her )?(?:H\.E\. )?$"
)
#: In such a sentence everybody who follows is of the state before.
_DELEGATION = re.compile(
    r" (?:delegation|side|team)(?: also| further)?(?:,| included| includes| comprised| comprises| consisted of"
    r"| was composed of| was made up of| was represented by)(?= )"
)
#: Whoever does so is where the event is.
_HOSTS = re.compile(r",? (?:also |warmly )?(?:welcomed|received|hosted|greeted) ")
_PLACE = re.compile(r"\b(?:[Ii]n|at|to)(?: [A-Z][\w-]+,)? $")
_TRAVELS_TO = re.compile(
    r"\b(?:visits?|visited|travels?|trip|arrives?|arrival)(?: to| in)?(?: the)?(?: [A-Z][\w-]+,)? $", re.IGNORECASE
)
_REACH, _NEAR = 120, 60


def is_beyond(body: Organization) -> bool:
    """Is a body one of several states? A parliament or court of no state is ('European Parliament')."""
    return body.type_code in _BEYOND_STATES or (body.type_code in ("parliament", "court") and not body.country_code)


class Encounters:
    """A release with its units, and the state where the publisher's envoy meets people, once that is noted."""

    def __init__(self, text: Text, units: Sequence[Word], countries: Sequence[CountryMention]) -> None:
        """Index the units by where they begin, and count the states."""
        self.home = text.home_country_code
        self.full, self.title = text.full, text.title
        self.units = units
        self.starts = [unit.start for unit in units]
        self.n_mentions = Counter(mention.country_code for mention in countries)
        partners = self.n_mentions.keys() - {self.home}
        self.sole_partner = next(iter(partners)) if len(partners) == 1 else None
        self.host: str | None = None

    def is_met(self, position: int) -> bool:
        """Return whether the words before a place tell of an encounter."""
        return _ENCOUNTER.search(self.full, max(0, position - _NEAR), position) is not None

    def told(self, mention: Mention) -> str | None:
        """Return the state for which the sentence says that somebody acts: "led by A B", "A B signed for Japan"."""
        outer = min(mention.name.outer, mention.title.start if mention.title else mention.name.outer)
        is_sent = mention.title is not None and is_posted(mention.title)
        if delegation := self._delegation(outer):
            return delegation
        if not is_sent and (led := _LED_BY.search(self.full, max(0, outer - _NEAR), outer)):
            found = self._states_before(outer - len(led[0]))
            if found:
                return found[0 if led["comma"] else -1]
        last = max(mention.name.stop - 1, mention.title.last if mention.title else 0)
        end = self.units[last].end
        if mention.title and mention.title.heads[-1].domain == "body" and _HOSTS.match(self.full, end):
            return self.host or self.home
        for unit in self.units[last + 1 : last + 8]:
            if unit.start - end > _REACH:
                break
            if isinstance(unit.ref, CountryMention) and _SIGNED_FOR.search(self.full[end : unit.start]):
                return unit.ref.country_code
        return None

    def _delegation(self, position: int) -> str | None:
        """The state whose delegation the sentence lists ("The Kenyan delegation included A B, Minister of ...")."""
        first = sentence_start(self.full, position)
        found = _DELEGATION.search(self.full, first, position)
        number = bisect_left(self.starts, found.start()) - 1 if found else -1
        if number < 0 or self.units[number].start < first:
            return None
        ref = self.units[number].ref
        return ref.country_code if isinstance(ref, CountryMention) else None

    def met(self, mention: Mention, *, is_open: bool) -> str | None:
        """Return the other side's state: the state abroad if home's own envoy meets somebody, home if a foreign one.

        None where the words do not tell of an encounter, empty for a body beyond states. `is_open` says that one person
        holds the office, and nobody is known to hold it at home.
        """
        outer = min(mention.name.outer, mention.title.start if mention.title else mention.name.outer)
        before = self.full[max(0, outer - _NEAR) : outer]
        title = mention.title
        if title is None:
            return None
        if _AFAR.search(before) and (abroad := self._abroad(title, outer)):
            return abroad
        if is_posted(title) or not (met := _ENCOUNTER.search(before)):
            return None
        others = self._states_before(outer - len(met[0]))
        if others and others[0] != self.home:
            return (self.home if others[0] else "") if title.heads[-1].domain == "body" else None
        if self.host:
            return self.state_before(title) or self.host
        is_visit = met[0].rstrip().endswith(("by", "by the"))
        return self.sole_partner if is_open and not is_visit else None

    def _abroad(self, title: Title, position: int) -> str | None:
        """The other side's state: the one named before in the paragraph, else the one named most; None if it acts."""
        others = self._states_before(position)
        if others and others[0] != self.home:
            return None
        partners = [item for item in self.n_mentions.most_common(4) if item[0] != self.home]
        return self.state_before(title) or (partners[0][0] if partners else None)

    def note_host(self, envoys: Iterable[tuple[Mention, Standing]]) -> None:
        """Note the state in which the publisher's envoy or traveller meets people, if the release is about that.

        `envoys` are the persons with a title, in order.
        """
        n_lead = self.full.find("\n", len(self.title) + 1 + _REACH)
        end = min(n_lead if n_lead >= 0 else len(self.full), len(self.title) + 8 * _REACH)
        for unit in self.units[: bisect_left(self.starts, end)]:
            if not isinstance(unit.ref, CountryMention) or unit.ref.country_code == self.home:
                continue
            before = self.full[max(0, unit.start - _NEAR) : unit.start]
            if _TRAVELS_TO.search(before):
                self.host = unit.ref.country_code
                return
            if unit.ref.form == "city" and before.endswith((" in ", "In ")) and self.host is None:
                self.host = unit.ref.country_code
        for mention, standing in envoys:
            is_envoy = mention.title is not None and is_posted(mention.title)
            if standing.represented not in (None, self.home) or not is_envoy:
                continue
            if standing.posted not in (None, self.home):
                self.host = standing.posted
            return
        self.host = None

    def _states_before(self, position: int) -> list[str]:
        """The states and bodies that the sentence names before a place, in order; empty for bodies beyond states."""
        found: list[str] = []
        number = bisect_left(self.starts, position) - 1
        first = max(sentence_start(self.full, position), position - 2 * _REACH)
        while number >= 0 and self.units[number].start >= first:
            unit = self.units[number]
            is_place = _PLACE.search(self.full, max(0, unit.start - _NEAR), unit.start) is not None
            if isinstance(unit.ref, CountryMention) and not is_place:
                found.append(unit.ref.country_code)
            elif isinstance(unit.ref, Organization) and not is_place and (unit.ref.country_code or is_beyond(unit.ref)):
                found.append(unit.ref.country_code or "")
            number -= 1
        return found[::-1]

    def state_before(self, title: Title, ends: tuple[str, ...] = ("\n",), *, visits: bool = True) -> str | None:
        """Return the last state other than the publisher's that the paragraph names before the title.

        Without `visits` not one that somebody is on the way to.
        """
        for number in range(title.first - 1, max(-1, title.first - 80), -1):
            unit = self.units[number]
            if any(end in unit.gap for end in ends):
                break
            if not isinstance(unit.ref, CountryMention) or unit.ref.country_code == self.home:
                continue
            if visits or not _TRAVELS_TO.search(self.full, max(0, unit.start - _NEAR), unit.start):
                return unit.ref.country_code
        return None
