"""For whom the bearer of a title speaks: a state, the state of the post, a body.

Here belong the rules that lead from a title and what stands around it to codes and keys. What the title is, is found in
`titles`; who bears it, in `officials`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from reading.encounters import Encounters, is_beyond
from reading.layout import sentence_start
from reading.model import CountryMention, Organization, Text
from reading.names import Word
from reading.offices import is_posted, lacks, lacks_office, name_endings, sole_office
from reading.organizations import WITHOUT_MINISTRIES
from reading.persons import Mention, Name, Standing
from reading.titles import Title

_OF_STATE = frozenset({"ministry", "government", "parliament", "court"})
_TO = frozenset({" to ", " to the ", " in ", " in the ", " at ", " at the ", " accredited to "})
_FOR = frozenset({" for ", " for the ", " on ", " on the ", " with ", " with the "})
_LIST = frozenset({" and ", ", ", ", and ", " and the "})
_OWNS = re.compile(r"[’']s (?:[a-z-]+ ){0,3}| (?:counterparts?|colleagues?),? ")
_FROM = re.compile(r"\b(?:counterpart|colleague|peer|homologue) (?:from|of) (?:the )?$")
_PEERS = (" counterpart", " peer", " colleague")
_COUNTERPART = re.compile(
    r" (?:counterparts?|colleagues?|peers?|homologues?)(?:, | – | - | )(?:Mr\. |Ms\. |Mrs\. |H\.E\. )?$"
)
_REPRESENTED = re.compile(r" (?:was|is|were|will be) represented (?:[a-z-]+ ){0,5}by (?:the )?")
_WHO_LEADS = re.compile(r",? who (?:heads|leads|chairs|directs|runs|represents|is with) (?:the )?$")
_LED_BY = re.compile(r"(?P<comma>,)? (?:led|headed|chaired|represented) by (?:the |its |their |H\.E\. )?$")
_CITIZENS = frozenset({" citizens ", " citizen ", " nationals ", " national "})
#: So are called ministries of several states.
_SHARED_NAMES = frozenset({"Foreign Office", "Home Office", "Cabinet Office", "Treasury"})
#: 'Director of the Office of Norwegian Affairs': the state is a field of work.
_FIELDS = frozenset({"affairs", "policy", "studies", "and"})
#: Bodies by such names and directors of such fields are the publisher's, where nothing tells of another state.
_NATIONAL = ("National ", "Central Bank", "State ", "Presidential ", "Disaster ", "Department ", "Customs")
_PUBLIC_FIELDS = frozenset({"affairs", "relations", "protocol", "customs", "immigration", "police", "prisons"})
_MAX_BODIES = 30
_ACADEMIC = re.compile(r"(?:.*[ -])?(?:rector|vice[ -]chancellor|provost)", re.IGNORECASE)
_REACH, _NEAR, _OWNED = 120, 60, 30


def _is_field(title: Title, body: Organization) -> bool:
    """Is a body of several states the field of a minister ('Minister for the Francophonie'), not where he serves?"""
    is_minister = title.heads[0].form.startswith(("Minister", "Secretary of State", "Delegate"))
    return is_minister and title.has_complement and is_beyond(body)


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
        self._assumed = self._assumed_bodies(countries, organizations)
        self._full = text.full
        self._around = Encounters(text, units, countries)
        self._held: set[str] = set()
        self._elected: dict[str, int] = {}
        self._kinds = {body.organization_key: body.type_code for body in organizations}
        self._national = {body.organization_key for body in organizations if self._is_national(body)}

    @staticmethod
    def _is_national(body: Organization) -> bool:
        """Has a body of no stated state the name of one that every state has ('Central Bank')?"""
        return not body.country_code and body.type_code != "university" and body.name.startswith(_NATIONAL)

    def stated(self, title: Title, name_stop: int, place: int = 0) -> Standing:
        """Return what the title itself, or a state beside it, says; nothing is assumed.

        `place` is that in a list of names, whose states a plural title lists in the same order.
        """
        represented, posted = self._states_in(title, place)
        represented = represented or self._state_beside(title, name_stop)
        body = self._body_in(title) or self._body_after(title, name_stop) or self._university(title)
        if body is not None and _is_field(title, body):
            body = None
        if body is not None and represented is None and is_beyond(body):
            return Standing(None, None, body.organization_key, True)
        is_shared = (
            body is not None and body.name in _SHARED_NAMES and not self._around.n_mentions[body.country_code or ""]
        )
        if body is not None and represented is None and body.organization_key not in self._assumed and not is_shared:
            represented = body.country_code
        forms = " ".join(head.form.lower() for head in title.heads)
        is_sent = is_posted(title) and "large" not in forms
        if is_sent and body is None and represented in self._embassies:
            body = self._embassies[represented]
        if is_sent and posted is None and represented not in (None, self.home):
            posted = self.home
        if represented is None and posted and body is not None and title.heads[-1].domain == "body":
            represented = posted  # 'Rector of the Institute in Oslo'
        if not is_sent and body is None and "representative" not in forms:
            posted = None
        return Standing(represented, posted, body.organization_key if body else None, represented is not None)

    def assumed(self, mention: Mention, standing: Standing) -> Standing:
        """Fill in the state where nothing says it: the publisher's for offices of state, else the only other state.

        An office that the publisher's state does not have, or that another person holds there, is a foreigner's.
        """
        title = mention.title
        if standing.is_settled or title is None:
            return standing
        own = next((head.domain for head in title.heads if head.domain.isupper()), None)
        leader = mention.leader or mention
        own = own or self.by_ending(mention) or self._around.told(leader) or self._met(leader)
        if own is not None:
            body = (
                None if own != self.home and standing.organization_key in self._assumed else standing.organization_key
            )
            return standing._replace(represented=own or None, organization_key=body)
        kind = self._kinds.get(standing.organization_key or "")
        code = None
        is_of_state = any(head.domain == "state" for head in title.heads)
        if (standing.organization_key or "") in self._national:
            kind = "government"
        if kind is None and not is_of_state:
            is_of_state = title.has_complement and self.units[title.last].lower in _PUBLIC_FIELDS
        if kind is not None and kind not in _OF_STATE:
            is_of_body = title.has_complement or _ACADEMIC.fullmatch(title.heads[-1].form)
            code = self._around.sole_partner if is_of_body else None
        elif kind is not None or is_of_state:
            if self._is_foreign(title):
                code = self._around.state_before(title) or self._around.sole_partner
                code = None if lacks(code, title) else code
            elif standing.posted == self.home:
                code = self._around.state_before(title) or self._around.sole_partner
            else:
                code = (self._embassy_before(title) if is_posted(title) else None) or self.home
        return standing._replace(represented=code)

    def beside(self, mention: Mention) -> Standing | None:
        """Return what the words around a name without an office tell, or None.

        "his Kenyan counterpart A B", "Kenya was represented by A B", "Norway by C D", "A B, who heads the Ministry",
        "Professor A B of the University".
        """
        name = mention.name
        number = name.first - 1
        while number >= 0 and self.units[number].start >= name.outer:
            number -= 1  # forms of address
        before = self.units[number] if number >= 0 else None
        if before is not None and isinstance(before.ref, CountryMention) and self._leads_to(before, name):
            return Standing(before.ref.country_code, None, None, True)
        if name.stop >= len(self.units):
            return None
        after = self.units[name.stop]
        gap = self._full[name.end : after.start] if after.start - name.end <= _NEAR else ""
        is_name = all(unit.kind in ("name", "given", "initial") for unit in self.units[name.first : name.stop])
        is_person = mention.title is not None or (name.stop - name.first > 1 and is_name)
        is_peer = gap in (", his ", ", her ") and after.gap.startswith(_PEERS)
        if isinstance(after.ref, CountryMention) and is_person and (gap in (" of ", " of the ") or is_peer):
            return Standing(after.ref.country_code, None, None, True)
        if not isinstance(after.ref, Organization):
            return None
        if _WHO_LEADS.fullmatch(gap) or (is_person and gap in (" of the ", " of ", " from the ", " from ")):
            code = after.ref.country_code if after.ref.type_code not in ("media", "company") else None
            return Standing(code, None, after.ref.organization_key, code is not None)
        return None

    def _leads_to(self, state: Word, name: Name) -> bool:
        """Do the words between a state and the name tell that the person is of that state?"""
        full, near = self._full, min(name.outer, state.end + _NEAR)
        if state.gap == " by " or state.gap in _CITIZENS or (state.gap == " (" and full.startswith(")", name.end)):
            return True
        if state.gap[:2] == ", " and _FROM.search(full, max(0, state.start - _NEAR), state.start):
            return True
        if _COUNTERPART.search(full, state.end, near) or _REPRESENTED.fullmatch(full, state.end, name.outer):
            return True
        return _LED_BY.search(full, max(state.end, name.outer - _NEAR), name.outer) is not None

    def by_ending(self, mention: Mention) -> str | None:
        """Return the foreign state whose people form such family names, for the head of a state or government.

        Of several states the one that the release names; None where such names are common at home too.
        """
        if mention.title is None or not self._office(mention.title):
            return None
        family = self.units[mention.name.stop - 1].lower.rpartition("-")[2]
        for n_letters in range(min(8, len(family) - 2), 1, -1):
            if codes := name_endings().get(family[-n_letters:]):
                if self.home in codes or (n_letters == 2 and not self._office(mention.title).endswith("president")):
                    return None  # two letters are too few where many hold the office
                named = max(codes, key=lambda code: self._around.n_mentions[code])
                return named if self._around.n_mentions[named] else None if self._around.sole_partner else codes[0]
        return None

    def note_host(self, envoys: Iterable[tuple[Mention, Standing]]) -> None:
        """Note the state in which the publisher's envoy or traveller meets people; `envoys` have a title, in order."""
        self._around.note_host(envoys)

    def _met(self, mention: Mention) -> str | None:
        """The other side's state for somebody met, see `Encounters.met`."""
        office = self._office(mention.title) if mention.title else ""
        return self._around.met(mention, is_open=bool(office) and office not in self._held)

    def note_holders(self, titles: Iterable[tuple[Title | None, int]]) -> None:
        """Note which offices of the publisher's state have a holder that the text names as its own."""
        for title, name_stop in titles:
            if title is not None and self.stated(title, name_stop).represented == self.home:
                self._held.add(self._office(title))

    def elect(self, claims: Sequence[tuple[Title, int]]) -> None:
        """Decide who of several holders of one office is the publisher's own, where the text tells of none.

        A claim is a title and how often its bearer is named. A foreign state in the sentence before the title speaks
        against it, and that somebody meets the bearer; then the one named most often wins.
        """
        best: dict[str, tuple[bool, bool, int, int]] = {}
        for title, n_mentions in claims:
            office = self._office(title)
            if office and office not in self._held:
                is_met = self._around.is_met(title.start)
                is_clear = self._around.state_before(title, (". ", "\n"), visits=False) is None
                claim = (is_clear, not is_met, n_mentions, -title.start)
                best[office] = max(best.get(office, claim), claim)
        self._elected = {office: -start for office, (_, _, _, start) in best.items()}

    def _office(self, title: Title) -> str:
        """The title as one office, if it is one that only one person of a state holds, else empty."""
        before = self.units[title.first].lower if title.first < title.last else ""
        if before in ("minister", "secretary") and self.units[title.first + 1].lower == "foreign":
            return "foreign minister"  # 'Minister for Foreign Affairs'
        return sole_office(title.heads[-1].form, before, title.first == title.last)

    def _is_foreign(self, title: Title) -> bool:
        """Can the bearer of this title not be the publisher's?"""
        office = self._office(title)
        if office == "foreign minister" and lacks_office(self.home, office):
            return True  # 'Secretary of Foreign Affairs'
        if office and (office in self._held or self._elected.get(office, title.start) != title.start):
            return True
        return lacks(self.home, title)

    def _states_in(self, title: Title, place: int) -> tuple[str | None, str | None]:
        """States inside a title: whose the bearer is, and where the post is."""
        owners: list[str] = []
        posted = None
        led_by = ""
        for number in range(title.first, title.last + 1):
            unit = self.units[number]
            if not isinstance(unit.ref, CountryMention):
                continue
            gap = self.units[number - 1].gap if number > title.first else ""
            if gap in _LIST:
                gap = led_by  # 'for Norway and Kenya'
            is_field = (
                unit.ref.form == "adjective"
                and self.units[number + 1 : number + 2]
                and (unit.gap == " " and self.units[number + 1].lower in _FIELDS and number > title.first)
            )
            led_by = gap
            if gap in _TO:
                posted = posted or unit.ref.country_code
            elif gap not in _FOR and not is_field:
                owners.append(unit.ref.country_code)
        if title.is_plural and len(owners) > 1:
            return owners[place] if place < len(owners) else None, posted
        return owners[0] if owners else None, posted

    def _state_beside(self, title: Title, name_stop: int) -> str | None:
        """The state in "Iran's Supreme Leader", "his Russian counterpart, Minister X", "President X of Kazakhstan"."""
        before = self.units[title.first - 1] if title.first else None
        is_near = before is not None and before.end < title.start <= before.end + _OWNED
        if before is not None and is_near and _OWNS.fullmatch(self._full, before.end, title.start):
            ref = before.ref
            return ref.country_code if isinstance(ref, CountryMention) else None
        if 0 < name_stop < len(self.units):
            after = self.units[name_stop]
            gap = self.units[name_stop - 1].gap
            if isinstance(after.ref, CountryMention) and (
                gap in (" of ", " of the ")
                or (gap == " (" and after.gap[:1] == ")")
                or (gap == ", " and after.gap.startswith(("’s ", "'s ")))  # 'President X, Kenya’s first leader'
            ):
                return after.ref.country_code
        return None

    def _body_after(self, title: Title, name_stop: int) -> Organization | None:
        """The body in "Professor A B of the University"."""
        if not 0 < name_stop < len(self.units) or title.has_complement:
            return None
        after = self.units[name_stop]
        is_embassy = isinstance(after.ref, Organization) and after.ref.type_code == "embassy"
        if title.heads[-1].domain == "state" and not is_embassy:
            return None
        is_joined = self.units[name_stop - 1].gap in (" of ", " of the ", " from the ", " from ")
        return after.ref if is_joined and isinstance(after.ref, Organization) else None

    def _embassy_before(self, title: Title) -> str | None:
        """The state of the embassy that the sentence names before an envoy without one."""
        last = bisect_left(self._body_starts, title.start)
        first = sentence_start(self._full, title.start)
        for number in range(last - 1, max(-1, last - _MAX_BODIES), -1):
            start, _, body = self._bodies[number]
            if start < first:
                break
            if body.type_code == "embassy":
                return body.country_code
        return None

    def _university(self, title: Title) -> Organization | None:
        """The university last named before a rector of none."""
        if title.has_complement or not _ACADEMIC.fullmatch(title.heads[-1].form):
            return None
        last = bisect_left(self._body_starts, title.start)
        before = (self._bodies[number][2] for number in range(last - 1, max(-1, last - _MAX_BODIES), -1))
        return next((body for body in before if body.type_code == "university"), None)

    def _assumed_bodies(
        self, countries: Sequence[CountryMention], organizations: Sequence[Organization]
    ) -> frozenset[str]:
        """Keys of the ministries held to be the publisher's only because their names tell of no state."""
        if self.home in WITHOUT_MINISTRIES:
            return frozenset()  # there a ministry is held to be foreign
        starts = [mention.span.start for mention in countries if mention.country_code == self.home]
        return frozenset(
            body.organization_key
            for body in organizations
            if body.country_code == self.home
            and body.type_code in _OF_STATE
            and not any(bisect_left(starts, span.start) < bisect_left(starts, span.end) for span in body.spans)
        )

    def _body_in(self, title: Title) -> Organization | None:
        """The body of a title: the last one that is neither inside another nor of another."""
        number = bisect_left(self._body_starts, title.start)
        reach, found = -1, None
        while number < len(self._bodies) and self._body_starts[number] < title.end:
            start, end, body = self._bodies[number]
            if end > reach:
                is_part = found is not None and self._full[reach:start] in ("’s ", "'s ")
                reach, found = end, found if is_part else body  # 'Director of the UN’s Office'
            number += 1
        return found
