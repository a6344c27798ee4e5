"""Events: what happened, where and when, from weighted cues (knowledge/event_cue.csv) and where they stand.

The title decides before the lead, the lead before the body; within the lead the first sentence decides. Not here: who
took part (roles.py, officials.py) and what it was about (topics.py).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
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
_TRANSCRIPT = 11.5
#: Cues of such weight in the body tell on what occasion words were spoken; they stand close to the lead.
_OCCASION = 5.0
_OCCASION_REACH = 700
# A sum of money or a load of goods that a title says is given.
_GIVEN = re.compile(
    r"\b(?:provid|pledg|announc|contribut|donat|allocat|grant|fund|assist|support|aid|deliver|send|sent|hand|dispatch|releas)"
    r"[a-z]*\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"[$€£¥]\s?\d|\b[A-Z]{3}\s?\d|\b(?:million|billion|tonnes|tons|truckloads|convoy|cargo|doses|euros?|dollars|kroner|kronor|francs)\b"
)
_GIFT, _GIFT_IN_LEAD = 8.0, 5.5
# A meeting of two beside a conference is no conference.
_BESIDE = re.compile(r"\b(?:sidelines|margins) of\b[^.\n]*$")
_BESIDE_REACH = 70
_STATEMENT, _OTHER, _MEETING, _MULTILATERAL = "STATEMENT", "OTHER", "CONSULT-meeting", "CONSULT-multilateral"
# What needs a partner and has none says little.
_AT_HOME_SHARE = 0.6
# A meeting with several ministers at once.
_MEETING_WITH = ("meeting with", "meets with", "met with")
_MINISTERS = re.compile(r"[^\n.]{0,40}\b(?:Ministers|Counterparts|Heads of State|Presidents)\b")
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
# A title that names those who speak together: `Minister A with Ruritanian Minister B`; not one of the press.
_TOGETHER = re.compile(r"\b(?:[Ww]ith|[Aa]nd|&)\s")
_OFFICE = re.compile(
    r"\b(?:Minist|President|Secretary|Chancellor|Premier|King|Queen|Prince|Leader|Representative|Commissioner)"
)
_PRESS = re.compile(
    r"\b(?:of|on|for)\s+(?:the\s+)?[A-Z][\w’']*[A-Z0-9]|\b(?:News|TV|Radio|Times|Post|Daily|Journal|Interview)\b"
)
_WITH_PARTNER = 14.0
_PRESS_MEETING = re.compile(r"\bPress (?:Availability|Conference|Briefing)\b|\bRemarks\b")
# What several states say together after they met tells of the meeting, as does a press release about it.
_JOINT = re.compile(r"joint (?:press )?(?:statement|communiqu|declaration)|press release|information on")
_JOINT_SHARE = 0.5
_CONSULT = frozenset({_MEETING, _MULTILATERAL, "CONSULT-visit", "CONSULT-call"})
# A line above the lead that tells who speaks, or a greeting at its head: the release is what was said or written.
_BYLINE = re.compile(r"By [A-Z]")
_GREETING = re.compile(
    r"(?:Your Excellenc|Excellencies|Ladies and|"
    r"M(?:r|adam)\.? (?:President|Speaker|Chair\w*|Secretary|Minister|Ambassador))[^.\n]{0,60}[,!:]|"
    r"(?:Dear|Distinguished|Honou?rable|Friends)[^.\n]{0,100}[,!:]\s*\n"
)
_SPOKEN = 8.9
_ROLE_LINE = re.compile(r",\s(?:[A-Z][\w-]*\s){0,4}(?:Secretary|Minister|President|Spokes\w+|Ambassador)\b")
_MAX_LINE = 90
# Direct speech of the publisher; a lead that begins with a quotation is the speech of one who is told about.
_QUOTES = ("“", "‘", '"', "'", "«")
_FIRST_PERSON = re.compile(r"\b(?:We|we|Our|our|us|I|my|My)\b")


class EventTypeEntry(NamedTuple):
    """One event type and its place in PLOVER (type and mode; None where PLOVER has none)."""

    event_type_code: str
    event_type_name: str
    plover_type: str | None
    plover_mode: str | None
    description: str


class _Cue(NamedTuple):
    """A phrase that tells of an event of a type (empty: it hides a shorter cue), and its weight in each zone.

    With no other state in title and lead, a cue that needs a partner tells of an event at home: a school visits.
    """

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
            row["needs_partner"] == "yes",
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
    ranked = _rank(_after_meeting(text, _signals(text, hits, countries)))
    if not ranked or ranked[0][0] < _MIN_MAIN:
        ranked = [(0.0, _fallback(text), _whole(text)), *(entry for entry in ranked if entry[0] >= _MIN_OTHER)]
    others = [entry for entry in ranked[1:] if entry[0] >= _MIN_OTHER][:_MAX_OTHER]
    events = []
    for number, (_, code, spans) in enumerate([ranked[0], *others]):
        main = number == 0
        place = find_place(text, code, countries, officials) if main else None
        date = find_date(text, code, spans) if main and spans else None
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
        if start >= lead_end:
            if start >= lead_end + _OCCASION_REACH and found:
                break  # title or lead have spoken; what the body adds is too light to matter
            if found and cue.weight["body"] < _OCCASION:
                continue
        if cue.event_type_code == _MULTILATERAL and _BESIDE.search(text.full[max(0, start - _BESIDE_REACH) : start]):
            continue
        zone: Zone = "title" if end <= n_title else "lead" if lead_start <= start < lead_end else "body"
        weight = cue.weight[zone] * (_LATER_IN_LEAD if zone == "lead" and start > first_end else 1.0)
        if zone == "title" and not found:
            weight += _FIRST_IN_TITLE
        code = _retyped(cue, text, end, abroad)
        if code == _OTHER != cue.event_type_code:
            weight *= _AT_HOME_SHARE
        found.append(_Signal(weight, Span(start, end, f"event.cue.{zone}", _SPAN_CONFIDENCE[zone]), code))
    if abroad:
        found += _gifts(text, lead_start, first_end)
    return found + _spoken(text, countries, lead_start)


def _gifts(text: Text, lead_start: int, first_end: int) -> list[_Signal]:
    """Return AID where the title or the first sentence of the lead says that money or goods are given."""
    gifts = []
    for start, end, weight, rule in (
        (0, len(text.title), _GIFT, "event.cue.title"),
        (lead_start, first_end, _GIFT_IN_LEAD, "event.cue.lead"),
    ):
        given = _GIVEN.search(text.full, start, end)
        if given and _SUM.search(text.full, start, end):
            gifts.append(_Signal(weight, Span(given.start(), given.end(), rule, 0.8), "AID"))
    return gifts


def _after_meeting(text: Text, signals: list[_Signal]) -> list[_Signal]:
    """Return the signals, those of a joint statement lighter if the title names the meeting that made it."""
    titled = [signal for signal in signals if signal.span.end <= len(text.title)]
    if not any(signal.event_type_code in _CONSULT for signal in titled):
        return signals
    return [
        signal._replace(weight=signal.weight * _JOINT_SHARE)
        if signal.event_type_code == _STATEMENT and _JOINT.match(text.full[signal.span.start : signal.span.end].lower())
        else signal
        for signal in signals
    ]


def _spoken(text: Text, countries: Sequence[CountryMention], lead_start: int) -> list[_Signal]:
    """Return what the form of the release tells: a transcript, an article under a byline, a speech with a greeting."""
    n_title = len(text.title)
    speakers = list(islice(_SPEAKER.finditer(text.full, n_title, n_title + _TRANSCRIPT_REACH), _MIN_SPEAKERS))
    is_transcript = len(speakers) == _MIN_SPEAKERS
    signals = []
    if is_transcript:
        start, end = speakers[0].start() + 1, speakers[0].end() - 1
        signals.append(_Signal(_TRANSCRIPT, Span(start, end, "event.transcript", 0.9), _STATEMENT))
    if is_transcript or _PRESS_MEETING.search(text.title):
        together = _together(text, countries)
        if together:
            signals.append(_Signal(_WITH_PARTNER, Span(0, n_title, "event.together", 0.9), together))
    for line in (n_title + 1, lead_start):
        if _BYLINE.match(text.full, line) or _GREETING.match(text.full, line):
            end = min(sentence_end(text.full, line), line + _MAX_LINE)
            if end > line:
                signals.append(_Signal(_SPOKEN, Span(line, end, "event.byline", 0.8), _STATEMENT))
                break
    return signals


def _together(text: Text, countries: Sequence[CountryMention]) -> str | None:
    """Return the kind of meeting whose speakers a title names (`with` or `and` an office holder of another state)."""
    joined = _TOGETHER.search(text.title)
    if not joined or _PRESS.search(text.title) or not _OFFICE.search(text.title, joined.end()):
        return None
    partners = {
        mention.country_code
        for mention in countries
        if joined.end() <= mention.span.start < len(text.title) and mention.country_code != text.home_country_code
    }
    return None if not partners else _MEETING if len(partners) == 1 else _MULTILATERAL


def _retyped(cue: _Cue, text: Text, end: int, abroad: bool) -> str:
    """Return the type of a cue, where it depends on what follows or on whether another state takes part."""
    if cue.needs_partner and not abroad:
        return _OTHER
    if cue.form.endswith(_MEETING_WITH) and _MINISTERS.match(text.title, end):
        return _MULTILATERAL
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
    """Return STATEMENT for a text in the first person or under a line that tells who speaks, else OTHER."""
    lead_start, lead_end = lead_of(text)
    line_end = text.full.find("\n", len(text.title) + 1, lead_start)
    signed = len(text.title) < line_end < len(text.title) + _MAX_LINE and _ROLE_LINE.search(
        text.full, len(text.title) + 1, line_end
    )
    is_quote = text.full[lead_start : lead_start + 1] in _QUOTES
    spoken = not is_quote and _FIRST_PERSON.search(text.full, lead_start, lead_end)
    return _STATEMENT if signed or spoken else _OTHER


def _whole(text: Text) -> tuple[Span, ...]:
    """Return the title as a span, or the first line of the body if there is no title, or nothing."""
    if text.title:
        return (Span(0, len(text.title), "event.fallback", 0.3),)
    start, end = lead_of(text)
    return (Span(start, end, "event.fallback", 0.3),) if start < end else ()
