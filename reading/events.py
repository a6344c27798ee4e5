"""Events: what happened, where and when, from weighted cues (knowledge/event_cue.csv) and where they stand.

The title decides before the lead, the lead before the body; within the lead the first sentence decides. Not here: who
took part (roles.py, officials.py) and what it was about (topics.py).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reading.event_place import find_date, find_place
from reading.layout import Zone, lead_of, sentence_end
from reading.matching import Phrase
from reading.model import CountryMention, Event, Hit, Official, Span, Text

_KNOWLEDGE = Path(__file__).parent / "knowledge"

#: A cue after the first sentence of the lead counts for less.
_LATER_IN_LEAD = 0.75
#: What the best cue of a type in another zone adds to the best of all.
_SECOND = 0.12
#: The first cue of a title is its verb; what follows is often its object (`welcomes the appointment of`).
_FIRST_IN_TITLE = 1.0
#: An event besides the main one needs so much; at most so many are told.
_MIN_OTHER = 4.0
_MAX_OTHER = 3
#: Below this no cue says what happened.
_MIN_MAIN = 3.0
_SPAN_CONFIDENCE = {"title": 1.0, "lead": 0.85, "body": 0.6}
_TRANSCRIPT = 9.5
_STATEMENT, _OTHER, _MEETING = "STATEMENT", "OTHER", "CONSULT-meeting"
# With no other state in title and lead, these are events at home: a school visits, a programme starts.
_NEEDS_PARTNER = re.compile(
    r"visit(?:s|ed| to)?$|launch|inaugurat|commence|program|project|open(?:s|ed|ing)|workshop|seminar|festival|concert|"
    r"exhibition|ground|competition|tournament|tour"
)
_MAY_NEED_PARTNER = frozenset({"CONSULT-visit", "COOPERATE"})
# `calls on the president` is a visit, `calls on the parties to` an appeal.
_CALLS_ON = frozenset({"calls on", "called on"})
_APPEAL = re.compile(r"[^\n.]{0,120}?\bto\b")
# Who speaks, in capitals at the head of a line: the release is what was said.
_SPEAKER = re.compile(
    r"\n(?:QUESTION|MODERATOR|OPERATOR|PARTICIPANT|HOST|INTERVIEWER|STAFF|"
    r"(?:MR|MRS|MS|DR|SIR|LORD|SENIOR|ACTING|DEPUTY|UNDER|ASSISTANT|SPECIAL|PRIME|FOREIGN|SECRETARY|MINISTER|PRESIDENT|"
    r"CHANCELLOR|AMBASSADOR|GENERAL|ADMIRAL|SENATOR|SPEAKER|SPOKES[A-Z]+|DIRECTOR|COUNSELOR|GOVERNOR|HIGH|KING|QUEEN)"
    r"[A-ZÀ-Þ .,’'-]{0,60}) ?:\s"
)
_MIN_SPEAKERS = 2
_TRANSCRIPT_REACH = 20_000
# Direct speech of the publisher: `we`, `our`, `I`.
_FIRST_PERSON = re.compile(r"\b(?:We|we|Our|our|I)\b|\bsaid\b|\bstated\b|\bnoted\b|\bemphasi[sz]ed\b")


class EventTypeEntry(NamedTuple):
    """One event type and its place in PLOVER (type and mode; None where PLOVER has none)."""

    event_type_code: str
    event_type_name: str
    plover_type: str | None
    plover_mode: str | None
    description: str


class _Cue(NamedTuple):
    """A phrase that tells of an event of a type (empty: it hides a shorter cue), and its weight in each zone."""

    event_type_code: str
    form: str
    weight: dict[Zone, float]
    needs_partner: bool


class _Signal(NamedTuple):
    """A cue found in a release, with what it weighs there."""

    weight: float
    span: Span
    event_type_code: str


def _rows(name: str) -> list[dict[str, str]]:
    with (_KNOWLEDGE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def event_type_table() -> tuple[EventTypeEntry, ...]:
    """Return all event types, in the order of the file."""
    return tuple(
        EventTypeEntry(
            row["event_type_code"],
            row["event_type_name"],
            row["plover_type"] or None,
            row["plover_mode"] or None,
            row["description"],
        )
        for row in _rows("event_type.csv")
    )


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            row["event_type_code"],
            row["cue"],
            {
                "title": float(row["title_weight"]),
                "lead": float(row["lead_weight"]),
                "body": float(row["body_weight"]),
            },
            row["event_type_code"] in _MAY_NEED_PARTNER and bool(_NEEDS_PARTNER.search(row["cue"])),
        )
        for row in _rows("event_cue.csv")
    )


def phrases() -> list[Phrase]:
    """Return the cues to look for."""
    return [Phrase(cue.form, "event", key, "any") for key, cue in enumerate(_cues())]


def read_events(
    text: Text, hits: Sequence[Hit], countries: Sequence[CountryMention], officials: Sequence[Official]
) -> list[Event]:
    """Return the events of a release, the main one first; there is always one.

    `hits` are those of kind `event`. Where no cue speaks, the event is a STATEMENT if the text is speech, else OTHER,
    and its span is the title (or what there is of the text).
    """
    signals = _signals(text, hits, countries)
    ranked = _rank(signals)
    if not ranked or ranked[0][0] < _MIN_MAIN:
        ranked = [(0.0, _fallback(text), _whole(text)), *(entry for entry in ranked if entry[0] >= _MIN_OTHER)]
    others = [entry for entry in ranked[1:] if entry[0] >= _MIN_OTHER][:_MAX_OTHER]
    events = []
    for number, (_, code, spans) in enumerate([ranked[0], *others]):
        main = number == 0
        place = find_place(text, code, countries, officials) if main else None
        date = find_date(text, spans) if main and spans else None
        events.append(Event(code, main, place, date, spans))
    return events


def _signals(text: Text, hits: Sequence[Hit], countries: Sequence[CountryMention]) -> list[_Signal]:
    """Weigh the cues by their place, and correct those whose type depends on who took part."""
    cues = _cues()
    lead_start, lead_end = lead_of(text)
    first_end = sentence_end(text.full, lead_start) if lead_start < len(text.full) else lead_start
    n_title = len(text.title)
    abroad = text.home_country_code is None or any(
        mention.country_code != text.home_country_code for mention in countries if mention.span.start < lead_end
    )
    found: list[_Signal] = []
    for start, end, key in hits:
        cue = cues[key]
        if not cue.event_type_code:
            continue
        if found and start >= lead_end:
            break  # title or lead have spoken; what the body adds is too light to matter
        zone: Zone = "title" if end <= n_title else "lead" if lead_start <= start < lead_end else "body"
        weight = cue.weight[zone] * (_LATER_IN_LEAD if zone == "lead" and start > first_end else 1.0)
        if zone == "title" and not found:
            weight += _FIRST_IN_TITLE
        code = _retyped(cue, text, end, abroad)
        found.append(_Signal(weight, Span(start, end, f"event.cue.{zone}", _SPAN_CONFIDENCE[zone]), code))
    speakers = list(_SPEAKER.finditer(text.full, n_title, n_title + _TRANSCRIPT_REACH))
    if len(speakers) >= _MIN_SPEAKERS:
        start, end = speakers[0].start() + 1, speakers[0].end() - 1
        found.append(_Signal(_TRANSCRIPT, Span(start, end, "event.transcript", 0.9), _STATEMENT))
    return found


def _retyped(cue: _Cue, text: Text, end: int, abroad: bool) -> str:
    """Return the type of a cue, where it depends on what follows or on whether another state takes part."""
    if cue.needs_partner and not abroad:
        return _OTHER
    if cue.form in _CALLS_ON:
        return _STATEMENT if _APPEAL.match(text.full, end) else _MEETING
    return cue.event_type_code


def _rank(signals: Iterable[_Signal]) -> list[tuple[float, str, tuple[Span, ...]]]:
    """Return (weight, type, spans) of each type, the heaviest first; of equals the one told earlier."""
    by_type: dict[str, list[_Signal]] = {}
    for signal in signals:
        by_type.setdefault(signal.event_type_code, []).append(signal)
    ranked = []
    for code, group in by_type.items():
        best = max(group, key=lambda signal: signal.weight)
        elsewhere = (signal.weight for signal in group if signal.span.rule_id != best.span.rule_id)
        weight = best.weight + _SECOND * max(elsewhere, default=0.0)
        spans = tuple(signal.span for signal in group if signal.weight >= best.weight * 0.5)
        ranked.append((weight, code, spans))
    return sorted(ranked, key=lambda entry: (-entry[0], entry[2][0].start, entry[1]))


def _fallback(text: Text) -> str:
    return _STATEMENT if _FIRST_PERSON.search(text.full, 0, _TRANSCRIPT_REACH) else _OTHER


def _whole(text: Text) -> tuple[Span, ...]:
    """Return the title as a span, or the first line of the body if there is no title, or nothing."""
    if text.title:
        return (Span(0, len(text.title), "event.fallback", 0.3),)
    start, end = lead_of(text)
    return (Span(start, end, "event.fallback", 0.3),) if start < end else ()
