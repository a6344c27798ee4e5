"""What part each state has in a release: home, partner or mentioned, and how much of it is about that state.

Here belong the cues of diplomatic language that make a state the counterpart ('Ambassador of X', 'cooperation with X',
'visit to X', 'K-X relations') and the weighing of where they stand. Which words mean a state is decided in
`countries.py`; the cues are in `role_cues.py`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reading.model import CountryMention, CountryRole, Event, Official, RoleCode, Text
from reading.role_cues import cues

#: Paragraphs of the body that tell what happened; later ones tell what was spoken of.
N_LEAD_PARAGRAPHS = 2
#: A shorter paragraph is a byline or a dateline and does not count.
SHORT_PARAGRAPH = 80
#: The lead ends here even if its paragraphs go on.
LEAD_LIMIT = 2_000
#: A first sentence is about this long.
FIRST_SENTENCE = 350
#: A person speaks for a state that is named within this distance of the name or title.
NEAR = 10
#: How far before a mention a cue may stand.
REACH = 100

_GAP = re.compile(r"(?:,|,? and|,? or|,? as well as| &|/)(?: the| with)? ?$")
_PAIR = re.compile(r" ?[-‑–—] ?$")
#: What someone was before is no part of the event.
_PAST = re.compile(r"\b(?:[Ff]ormer|[Ff]ormerly|[Pp]reviously|served|[Ee]arlier)\b")
_FIELD = frozenset(
    {"for", "to", "in", "across", "include", "includes", "included", "including", "connect", "connecting", "linking"}
)
_OF = frozenset({"of", "from", "in", "including", "representing"})
#: A line of a transcript; its countries are asked about, not met.
_QUESTION = re.compile(r"\nQUESTION:")
#: A title of an encounter: its counterpart is named there, be it a state or not.
_ENCOUNTER = re.compile(r"\b(?:Call|Calls|Meets?|Meetings?|Met|Participat\w+|Visits?|Travel)\b", re.IGNORECASE)
_ENCOUNTERS = frozenset({"CONSULT-visit", "CONSULT-meeting", "CONSULT-call"})
#: Whoever these words lead to is met, wherever in the release.
_MET = re.compile(
    r"\b(?:met|meets|with|joined by|attended by|called on|received by|hosted by|welcomed by|welcomed|received)"
    r"(?: the)? $"
)
_LIST = frozenset({", ", " and ", ", and ", " and the ", ", the ", ", and the "})
#: Here states are spoken of, and whoever is met there is met on another day.
_SPOKEN = frozenset({"STATEMENT", "SANCTION", "ACCUSE", "REJECT", "SUPPORT"})
#: Something is given to a state.
_GIVEN = frozenset({"AID", "SUPPORT"})
#: Where no cue tells, a state that aid goes to is named this often.
N_RECEIVER = 3
#: Begins an item of a list of those who took part.
_ITEM = re.compile(r"\s*(?:\d{1,2}[.)]|[-–—•*·])\s?")
#: 'Ann Lee of', 'Minister of': a name or an office before the state.
_OF_STATE = re.compile(r"[^\W\d_a-z]\w+ (?:of|from|representing)(?: the)? $")


@dataclass(slots=True)
class _Evidence:
    """What speaks for a state's being a counterpart."""

    n_mentions: int = 0
    n_title: int = 0
    n_lead: int = 0
    is_title_subject: bool = False
    is_title_topic: bool = False
    has_actor: bool = False
    has_early_actor: bool = False
    has_body: bool = False
    is_met: bool = False
    is_listed: bool = False


def assign_roles(
    text: Text, countries: Sequence[CountryMention], officials: Sequence[Official], events: Sequence[Event]
) -> list[CountryRole]:
    """Return the role of every state of a release: home first (even if not mentioned), then by salience and code.

    Saliences of the non-home states sum to 1; home has 0. Works from the text alone where no official is known.
    """
    home = text.home_country_code
    evidence = _weigh(text, countries, officials, events)
    others = {code: found for code, found in evidence.items() if code != home}
    is_transcript = _QUESTION.search(text.full) is not None
    is_spoken = any(event.is_main and event.event_type_code in _SPOKEN for event in events)
    is_encounter = _is_encounter(text, events)
    # A state that a title is about is addressed by a statement, but is no party to a meeting or to an accusation.
    if is_encounter or any(event.is_main and event.event_type_code == "ACCUSE" for event in events):
        for found in others.values():
            found.is_title_topic = False
    partners = _partners(others, is_encounter, is_transcript)
    if not partners and any(event.is_main and event.event_type_code in _GIVEN for event in events):
        partners = _receivers(others)
    if not is_transcript:
        partners |= {code for code, found in others.items() if found.is_listed or (found.is_met and not is_spoken)}
    n_home = evidence.pop(home).n_mentions if home in evidence else 0
    weights = {code: _weight(found, code in partners) for code, found in evidence.items()}
    total = sum(weights.values())
    roles = [
        CountryRole(code, "partner" if code in partners else "mentioned", evidence[code].n_mentions, weight / total)
        for code, weight in weights.items()
    ]
    roles.sort(key=lambda role: (-role.salience, role.country_code))
    home_role: RoleCode = "home"
    return [CountryRole(home, home_role, n_home, 0.0), *roles] if home else roles


def _receivers(evidence: dict[str, _Evidence]) -> set[str]:
    """The states that aid goes to, where nobody acts for them: those of the title, else those named often."""
    titled = {code for code, found in evidence.items() if found.n_title}
    return titled or {code for code, found in evidence.items() if found.n_mentions >= N_RECEIVER}


def _weight(found: _Evidence, is_partner: bool) -> float:
    """Where a state stands counts more than how often: the tenth mention adds little to the ninth."""
    place = 2.0 * (found.n_title > 0) + 1.0 * (found.n_lead > 0)
    return (math.log2(1 + max(found.n_mentions, 1)) + place) * (2.0 if is_partner else 1.0)


def _is_encounter(text: Text, events: Sequence[Event]) -> bool:
    """Did one meet somebody? By the title, or by the main event if it is known."""
    main = next((event for event in events if event.is_main), None)
    return (main is not None and main.event_type_code in _ENCOUNTERS) or bool(_ENCOUNTER.search(text.title))


def _partners(evidence: dict[str, _Evidence], is_encounter: bool, is_transcript: bool) -> set[str]:
    """Choose the counterparts; weaker cues speak only where no stronger one does."""
    subjects = {code for code, found in evidence.items() if found.is_title_subject}
    topics = {code for code, found in evidence.items() if found.is_title_topic}
    if is_transcript:
        return subjects or topics
    if subjects:
        # Others than those of the title must act in the first sentence; later they are spoken of.
        return subjects | {code for code, found in evidence.items() if found.has_early_actor}
    actors = {code for code, found in evidence.items() if found.has_actor or (found.has_body and found.n_title)}
    if actors or topics:
        return actors or topics
    if is_encounter:
        return set()
    return {code for code, found in evidence.items() if found.has_body}


def _weigh(
    text: Text, countries: Sequence[CountryMention], officials: Sequence[Official], events: Sequence[Event]
) -> dict[str, _Evidence]:
    """Collect what the text says of each state."""
    evidence: defaultdict[str, _Evidence] = defaultdict(_Evidence)
    n_title, (early_end, lead_end) = len(text.title), _lead(text)
    for mention in countries:
        found = evidence[mention.country_code]
        found.n_mentions += 1
        found.n_title += mention.span.end <= n_title
        found.n_lead += n_title < mention.span.start < lead_end
    sender: CountryMention | None = None
    listed_until = -REACH
    for group in _groups(text.full, countries):
        start = group[0].span.start
        run = _Run(text, group)
        if start < lead_end:
            _judge(text, run, sender, early_end, evidence)
        elif run.is_listed(0 <= start - listed_until < REACH and "\n" not in text.full[listed_until:start]):
            listed_until = run.end
            for mention in group:
                evidence[mention.country_code].is_listed = True
        sender = group[-1]
    for official in officials:
        if not text.full.startswith(("’s ", "'s "), official.spans[0].end) or official.spans[0].end <= len(text.title):
            _credit(text.full, official, countries, (early_end, lead_end), evidence)  # 'X’s war': X is spoken of
    for code in _met(text, officials) & evidence.keys():
        evidence[code].is_met = True
    return dict(evidence)


def _is_near(full: str, official: Official, mention: CountryMention) -> bool:
    """Is the state named in the person's title or beside the name, in the same sentence?"""
    start, end = mention.span.start, mention.span.end
    for span in (*official.spans, official.title_span):
        if span is not None and end > span.start - NEAR and start < span.end + NEAR:
            between = full[end : span.start] if end <= span.start else full[span.end : start]
            if ". " not in between and "\n" not in between:
                return True
    return False


def _credit(
    full: str,
    official: Official,
    countries: Sequence[CountryMention],
    lead: tuple[int, int],
    evidence: dict[str, _Evidence],
) -> None:
    """Note the state for which a person of the lead speaks, if it is named beside the person."""
    early_end, lead_end = lead
    first = min((span.start for span in official.spans), default=lead_end)
    represented = official.represented_country_code
    if first >= lead_end or represented not in evidence:
        return
    if any(mention.country_code == represented and _is_near(full, official, mention) for mention in countries):
        evidence[represented].has_actor = True
        evidence[represented].has_early_actor |= first < early_end


def _met(text: Text, officials: Sequence[Official]) -> set[str]:
    """The states of the persons of the body before whom the words tell of an encounter, and of those listed after."""
    codes: set[str] = set()
    listed_from = -1
    for official in officials:
        span, title = official.spans[0], official.title_span
        is_before = title is not None and 0 <= span.start - title.end < 4
        start = title.start if title is not None and is_before else span.start
        is_listed = 0 <= listed_from <= start and text.full[listed_from : min(start, listed_from + 20)] in _LIST
        is_met = start > len(text.title) and _MET.search(text.full[max(0, start - 20) : start]) is not None
        if is_met or is_listed:
            codes.add(official.represented_country_code or "")
            is_after = title is not None and 0 <= title.start - span.end < 20
            listed_from = title.end if title is not None and is_after else span.end
    return codes


def _lead(text: Text) -> tuple[int, int]:
    """The ends, in `full`, of the first sentence and of the lead: the first paragraphs that are more than a byline."""
    full, start, left = text.full, len(text.title) + 1, N_LEAD_PARAGRAPHS
    limit = min(len(full), start + LEAD_LIMIT)
    early_end = 0
    while left and start < limit:
        end = full.find("\n", start, limit)
        end = limit if end < 0 else end
        if end - start >= SHORT_PARAGRAPH:
            left -= 1
            early_end = early_end or min(end, start + FIRST_SENTENCE)
        start = end + 1
    return early_end, min(start, limit)


def _groups(full: str, countries: Sequence[CountryMention]) -> Iterator[list[CountryMention]]:
    """Yield runs of mentions that a list or a hyphen joins: 'France, Italy and Spain', 'Kazakh-Norwegian'."""
    group: list[CountryMention] = []
    for mention in countries:
        if group:
            start, end = group[-1].span.end, mention.span.start
            gap = full[start:end]
            if end - start > 20 or not (_GAP.match(gap) or _PAIR.match(gap)):
                yield group
                group = []
        group.append(mention)
    if group:
        yield group


class _Run:
    """A run of mentions and the text around it, as far as cues reach."""

    __slots__ = ("after", "are_places", "before", "end", "is_with_home", "link", "mentions", "start", "surfaces")

    def __init__(self, text: Text, mentions: list[CountryMention]) -> None:
        full, home = text.full, text.home_country_code
        self.mentions = mentions
        self.start, self.end = mentions[0].span.start, mentions[-1].span.end
        before = full[max(0, self.start - REACH) : self.start]
        self.before = before[before.rfind("\n") + 1 :]
        self.after = full[self.end : self.end + REACH].partition("\n")[0]
        self.surfaces = [full[mention.span.start : mention.span.end] for mention in mentions]
        self.is_with_home = any(mention.country_code == home for mention in mentions)
        self.are_places = all(mention.form == "city" for mention in mentions)
        # The word that ties the run to what is before it; patterns are tried only where it fits them.
        words = self.before.lower().split()[-2:] if self.before.endswith(" ") else []
        self.link = words[0] if len(words) > 1 and words[1] == "the" else words[-1] if words else ""

    def is_bond(self) -> bool:
        """Is something done with these states: 'Kazakh-Finnish', 'cooperation with Vietnam', 'Astana and Lisbon'?"""
        if self.is_with_home and len(self.mentions) > 1 and self.link not in cues().fields:
            return not self.are_places or (len(self.mentions) == 2 and cues().capitals.issuperset(self.surfaces))
        return self.link == "with" and not self.are_places and cues().bond_before.search(self.before) is not None

    def actors(self) -> set[str]:
        """The states for which someone acts, or to which someone goes; a capital stands for its state."""
        known = cues()
        codes = {mention.country_code for mention in self.mentions}
        capitals = {
            mention.country_code
            for mention, surface in zip(self.mentions, self.surfaces, strict=True)
            if surface in known.capitals
        }
        if self.link in known.visit_links and known.visit_before.search(self.before):
            return capitals - self._seats() if self.are_places else codes
        if self.link == "in" and known.mission_before.search(self.before):
            return capitals if self.are_places else codes
        if _PAST.search(self.before):
            return set()
        if self.are_places:
            return codes if known.local_after.match(self.after) else set()
        acts_before = self.link in _OF and known.actor_before.search(self.before) is not None
        return codes if acts_before or known.actor_after.match(self.after) else set()

    def _seats(self) -> set[str]:
        """The states of which only a seat of international bodies is named."""
        seats = cues().seats
        pairs = zip(self.mentions, self.surfaces, strict=True)
        return {mention.country_code for mention, surface in pairs if surface in seats}

    def is_post(self, sender: CountryMention | None, home: str | None) -> bool:
        """Is someone sent there by the home country? A third country's ambassador there is not."""
        if self.link != "to" or self.are_places or _PAST.search(self.before):
            return False
        if sender is not None and sender.country_code != home and self.start - sender.span.end < REACH:
            return False
        return cues().post_before.search(self.before) is not None

    def is_listed(self, goes_on: bool) -> bool:
        """Is it an item of a list of those who took part: '2. Ann Lee, Ambassador of X', 'attended by Ann Lee of X'?"""
        if self.link not in _OF or self.are_places or _PAST.search(self.before):
            return False
        if _ITEM.match(self.before):
            return cues().actor_before.search(self.before) is not None
        if not goes_on and cues().attended_before.search(self.before) is None:
            return False
        return (_OF_STATE.search(self.before) or cues().actor_before.search(self.before)) is not None

    def is_body(self) -> bool:
        """Is the state's government or people spoken of?"""
        if self.are_places:
            return False
        spoken_of = self.link in _OF and cues().body_before.search(self.before) is not None
        return spoken_of or cues().body_after.match(self.after) is not None


def _judge(
    text: Text, run: _Run, sender: CountryMention | None, early_end: int, evidence: dict[str, _Evidence]
) -> None:
    """Note what the words around a run of mentions say of its states; `sender` is the mention before it."""
    in_title = run.end <= len(text.title)
    actors = {mention.country_code for mention in run.mentions} if run.is_bond() else run.actors()
    is_post = not actors and run.is_post(sender, text.home_country_code)
    is_body = run.is_body()
    is_topic = in_title and cues().about_before.search(run.before) is not None
    for mention in run.mentions:
        found = evidence[mention.country_code]
        acts = mention.country_code in actors
        found.has_actor |= acts or is_post
        found.has_early_actor |= acts and run.start < early_end
        found.has_body |= is_body
        if in_title and (acts or mention.form != "city"):
            found.is_title_topic |= is_topic
            found.is_title_subject |= (not is_topic or acts) and not _PAST.search(run.before)
