"""What the rules of events know, as columns and word maps: types, cues with their weights, and the words that decide.

The knowledge is that of `knowledge/event_type.csv` and `knowledge/event_cue.csv`; the rules that ask for it are in
`events`, `event_form`, `event_place` and `event_date`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from reading.data import rows
from reading.kernel import Shorts
from reading.patterns import Pattern, compile_patterns
from reading.tokens import tokenize
from reading.wordmap import WordMap, word_map

#: Rows of `event_type_table()`.
T_ACCUSE, T_AGREE, T_AID, T_APPOINTMENT, T_CONDOLENCE, T_CONGRATULATION, T_CALL, T_MEETING, T_MULTILATERAL = range(9)
T_VISIT, T_COOPERATE, T_CREDENTIALS, T_OTHER, T_PROTEST, T_REJECT, T_SANCTION, T_STATEMENT, T_SUPPORT = range(9, 18)
N_TYPES = 18

#: Columns of `EventLexicon.cues`: type (-1: the cue hides a shorter one), weights in hundredths, facts (C_...).
TYPE, IN_TITLE, IN_LEAD, IN_BODY, FACTS = range(5)
#: With no other state in title and lead, a cue that needs a partner tells of an event at home: a school visits.
#: `calls on the president` is a visit, `calls on the parties to` an appeal. What several states say together after they
#: met tells of the meeting, as does a press release about it.
C_NEEDS_PARTNER, C_MEETING_WITH, C_CALLS_ON, C_JOINT = (1 << bit for bit in range(4))
_JOINT = re.compile(r"joint (?:press )?(?:statement|communiqu|declaration)|press release|information on")
_MEETING_WITH, _CALLS_ON = ("meeting with", "meets with", "met with"), ("calls on", "called on")

#: What a word or a phrase of two or three tokens says, noted at its first token: a month in the lowest bits ...
MONTH = 0xF
#: ... that phrases or patterns may begin with it ...
W_TWO, W_THREE = (1 << bit for bit in range(4, 6))
#: ... what stands before a place ...
W_THE, W_IN, W_AT, W_TO, W_FOR, W_TRAVEL, W_VISIT, W_VISIT_OF, W_HELD, W_HOLD, W_ELSEWHERE, W_SECURITY = (
    1 << bit for bit in range(6, 18)
)
#: ... who is where ...
W_ROLE, W_DIPLOMAT, W_ENVOY, W_MISSION, W_HOST, W_ONLINE, W_DESK, W_SPOKE_AT, W_NATION, W_ENGLISH, W_VENUE = (
    1 << bit for bit in range(18, 29)
)
#: ... what a date is that of ...
W_OTHER_DATE, W_ATTRIBUTE, W_OTHER_DAY, W_BY = (1 << bit for bit in range(29, 33))
#: ... and what happened.
W_GIVEN, W_SUM, W_BESIDE, W_MINISTERS, W_JOIN, W_OFFICE, W_PRESS, W_PRESS_MEETING, W_WE, W_I, W_SPEAKER, W_CALLED = (
    1 << bit for bit in range(33, 45)
)
W_OF, W_FORM = (1 << bit for bit in range(45, 47))
#: These count with a capital only, and these without one only.
NEEDS_CAPITAL = (
    MONTH
    | W_ROLE
    | W_DIPLOMAT
    | W_ENVOY
    | W_MISSION
    | W_MINISTERS
    | W_OFFICE
    | W_PRESS
    | W_PRESS_MEETING
    | W_I
    | W_SPEAKER
    | W_CALLED
)
NEEDS_LOWER = W_SECURITY
#: This is another word in capitals.
NOT_UPPER = W_WE

#: What the bits from W_THE on are called, in their order.
WORD_CLASSES = (
    "the",
    "in",
    "at",
    "to",
    "for",
    "travel",
    "visit",
    "visit_of",
    "held",
    "hold",
    "elsewhere",
    "security",
    "role",
    "diplomat",
    "envoy",
    "mission",
    "host",
    "online",
    "desk",
    "spoke_at",
    "nation",
    "english",
    "venue",
    "other_date",
    "attribute",
    "other_day",
    "by",
    "given",
    "sum",
    "beside",
    "ministers",
    "join",
    "office",
    "press",
    "press_meeting",
    "we",
    "i",
    "speaker",
    "called",
    "of",
    "form",
)

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS_MORE = "january february march april - june july august september october november december"
_WORDS: dict[int, str] = {
    W_THE: "the",
    W_IN: "in",
    W_AT: "at",
    W_TO: "to",
    W_FOR: "for",
    W_OF: "of|on|for",
    W_FORM: "at|arrived|visit",
    W_BY: "by",
    W_TRAVEL: (
        "visit|visits|visited|visiting|travel|travels|traveled|travelled|traveling|travelling|trip|tour|arrive|arrives|"
        "arrived|arrival|arriving|mission|depart|departs|departed|leave|leaves|left"
    ),
    W_VISIT: "visit|visits|visited|visiting",
    W_VISIT_OF: "visit of|visits of|tour of|tours of|arrival of|visit by|visits by|tour by|tours by|arrival by",
    W_HOLD: "held|took place|take place|takes place",
    W_HELD: (
        "held|hold|holds|met|meet|meets|meeting|meetings|took place|take place|takes place|hosted|hosts|host|gathered|"
        "convened|discuss|discussed|discusses|discussing|discussion|discussions|talks|opened|open|opens|began|begins|"
        "spent|launched|inaugurated|summit|conference|forum|session|ministerial|roundtable|round-|signed|signing|"
        "ceremony|consultations|dialogue|participate|participated|participates|participating|participation|"
        "participants|participant|attend|attended|attends|attending|attendance|attendees|exhibition|festival|"
        "celebrated|unveiled|delivered|today|yesterday|presented|briefing|laid|paid"
    ),
    # `in` that tells where something else is: an embassy, a war, an ambassador, reforms.
    W_ELSEWHERE: (
        "ambassador|embassy|mission|envoy|consul|consulate|consular|consuls|consulates|coordinator|representative|office|"
        "centre|center|situation|war|conflict|crisis|violence|peace|reform|reforms|election|elections|referendum|"
        "development|developments|interest|stability|democracy|invest|invests|invested|investing|investment|"
        "investments|investors|people|established|branch|branches|citizen|citizens|troops|aggression|born|based|"
        "forces|progress|processes|changes|opportunities|implemented|conducted|being"
    ),
    W_SECURITY: "security",
    W_ROLE: (
        "secretary|minister|president|spokesperson|spokesman|spokeswoman|spokespersons|ambassador|office|department|"
        "ministry|by"
    ),
    W_DIPLOMAT: "ambassador|high commissioner|chargé|embassy|high commission",
    W_ENVOY: "ambassador|high commissioner|chargé d'|consul general",
    W_MISSION: "embassy|consulate|mission",
    W_HOST: (
        "hosted|received|receives|welcomed|summoned|visiting|at the ministry|at the presidential|at the residence|"
        "state house|presidential secretariat|presidential palace|courtesy call|called on|calls on"
    ),
    W_ONLINE: (
        "virtual|virtually|online|teleconference|videoconference|by video|video conference|video call|video-conference|"
        "via zoom"
    ),
    W_DESK: (
        "schedule|advisory|vacancy|vacancies|notice|travel advice|travel advisory|travel advisories|information for|"
        "executive order"
    ),
    W_SPOKE_AT: "attending|addressing|participating|delivering|speaking at|remarks at|while inaugurating",
    W_NATION: "to the nation",
    W_ENGLISH: "the|of|and|in|to",
    # A date after these words is that of another event.
    W_OTHER_DATE: (
        "referendum|election|elections|scheduled|summit in|summit on|planned|upcoming|since|until|from|before|after|"
        "adopted|born|established|dated|of the year|deadline|expected|anniversary|last|next|attack of|attack on|"
        "attacks of|attacks on|agreement|resolution"
    ),
    # `the May 4, 2031, agreement` is a date of the agreement.
    W_ATTRIBUTE: "the|its|their|this|that|a|an",
    W_OTHER_DAY: (
        "yesterday|tomorrow|last|next|earlier|recently|will|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
        "is to"
    ),
    # A sum of money or a load of goods, and that it is given.
    W_GIVEN: (
        "provide|provides|provided|providing|pledge|pledges|pledged|pledging|announce|announces|announced|announcing|"
        "announcement|announcements|contribute|contributes|contributed|contributing|contribution|contributions|"
        "contributor|donate|donates|donated|donating|donation|donations|allocate|allocates|allocated|allocating|"
        "allocation|allocations|grant|grants|granted|granting|fund|funds|funded|funding|assist|assists|assisted|"
        "assisting|assistance|support|supports|supported|supporting|aid|aids|aided|aiding|deliver|delivers|delivered|"
        "delivering|delivery|deliveries|send|sends|sending|sent|hand|hands|handed|handing|handover|dispatch|dispatches|"
        "dispatched|dispatching|release|releases|released|releasing"
    ),
    W_SUM: ("million|billion|tonnes|tons|truckloads|convoy|cargo|doses|euro|euros|dollars|kroner|kronor|francs"),
    # A meeting of two beside a conference is no conference.
    W_BESIDE: "sidelines of|margins of",
    W_MINISTERS: "ministers|counterparts|heads of state|presidents",
    # A title that names those who speak together: `Minister A with Ruritanian Minister B`; not one of the press.
    W_JOIN: "with|and|&",
    W_OFFICE: (
        "minister|ministers|ministry|ministerial|president|presidents|presidential|presidency|secretary|chancellor|"
        "premier|king|kingdom|queen|prince|princess|leader|leaders|representative|representatives|commissioner"
    ),
    W_PRESS: "news|tv|radio|times|post|daily|journal|interview",
    W_PRESS_MEETING: "press availability|press conference|press briefing|remarks",
    W_WE: "we|our|us|my",
    W_I: "i",
    # Who speaks, in capitals at the head of a line: the release is what was said. Others speak by their titles.
    W_SPEAKER: "question|moderator|operator|participant|host|interviewer|staff",
    W_CALLED: (
        "mr|mrs|ms|dr|sir|lord|senior|acting|deputy|under|undersecretary|assistant|special|prime|foreign|secretary|"
        "minister|president|chancellor|ambassador|general|admiral|senator|speaker|spokesman|spokeswoman|spokesperson|"
        "director|counselor|governor|high|king|queen"
    ),
}

#: Patterns of `EventLexicon.forms`: people came together where the publisher sits, or were received; a line tells who
#: speaks; a greeting, and one that has a line for itself; an office behind a name. The first two begin with W_FORM.
P_VENUE, P_HOST, P_BYLINE, P_GREETING, P_SALUTATION, P_ROLE_LINE = (1 << bit for bit in range(6))
_FORMS = (
    "at the? (<Cap> ((-|') <word>)*){0,3} (^secretariat|^palace|^state ^house|^parliament|^parliaments|^parliamentary|"
    "^presidential <word>|^president ' s ^house|^prime ^minister ' s ^office|^foreign ^ministry|^chancellery|"
    "^ministry of ^foreign ^affairs)",
    "at the foreign ministry|arrived in the country|visit to the country",
    "^by <Cap>",
    "^your (^excellency|^excellencies)|^excellencies|^ladies and|^mr .? (^president|^speaker|^chair|^chairman|"
    "^chairperson|^secretary|^minister|^ambassador)|^madam .? (^president|^speaker|^chair|^chairwoman|^chairperson|"
    "^secretary|^minister|^ambassador)",
    "^dear|^distinguished|^honourable|^honorable|^friends",
    ", (<Cap> (- <word>)*){0,4} (^secretary|^minister|^president|^spokesperson|^spokesman|^spokeswoman|^ambassador)",
)


class EventTypeEntry(NamedTuple):
    """One event type and its place in PLOVER (type and mode; None where PLOVER has none)."""

    event_type_code: str
    event_type_name: str
    plover_type: str | None
    plover_mode: str | None
    description: str


class EventLexicon(NamedTuple):
    """What is known of cues (a row a cue), of words (W_...), and of what heads of lines look like."""

    words: WordMap
    cues: Shorts
    forms: Pattern


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
        for row in rows("event_type.csv")
    )


@cache
def cue_forms() -> tuple[str, ...]:
    """Return the cues, in the order of the file."""
    return tuple(row["cue"] for row in rows("event_cue.csv"))


@cache
def event_lexicon() -> EventLexicon:
    """Return the lexicon, built once."""
    row_of = {entry.event_type_code: row for row, entry in enumerate(event_type_table())}
    cues = [
        (
            row_of[row["event_type_code"]] if row["event_type_code"] else -1,
            *(round(float(row[f"{zone}_weight"]) * 100) for zone in ("title", "lead", "body")),
            _facts(row),
        )
        for row in rows("event_cue.csv")
    ]
    return EventLexicon(word_map(_words()), np.array(cues, np.int16), compile_patterns(_FORMS))


def _facts(row: dict[str, str]) -> int:
    cue = row["cue"]
    return (
        C_NEEDS_PARTNER * (row["needs_partner"] == "yes")
        | C_MEETING_WITH * cue.endswith(_MEETING_WITH)
        | C_CALLS_ON * (cue in _CALLS_ON)
        | C_JOINT * (row["event_type_code"] == "STATEMENT" and _JOINT.match(cue) is not None)
    )


def _words() -> dict[str, int]:
    """Words and phrases, each with the bits of the lists it is in."""
    flags: dict[str, int] = {"sept": 9}
    for months in (_MONTHS, _MONTHS_MORE):
        flags |= {month: number for number, month in enumerate(months.split(), start=1) if month != "-"}
    for bit, phrases in _WORDS.items():
        for phrase in phrases.split("|"):
            flags[phrase] = flags.get(phrase, 0) | bit
    for phrase in list(flags):
        batch = tokenize([phrase])
        if len(batch.start) > 1:
            first = phrase[: batch.end[0]]
            flags[first] = flags.get(first, 0) | (W_TWO if len(batch.start) == 2 else W_THREE)
    return flags
