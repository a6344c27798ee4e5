"""Where and when the main event took place, if the release says so or its kind implies it.

A place is stated (a dateline, `held in`, `visit to`) or follows from who receives whom: an ambassador of the home
country meets people where posted, a foreign ambassador meets people at home. Not here: what the event was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from reading.layout import lead_of, sentence_end, sentence_start
from reading.model import CountryMention, Official, Span, Text

#: How many characters before a mention are looked at for what leads to it.
_REACH = 90
#: So many mentions or dates are looked at, so that hostile text stays linear.
_MAX_LOOKED_AT = 40
#: A visit or a meeting may name its place a little after the lead.
_STATED_WITHIN = 700

_TRAVEL = re.compile(
    r"\b(?:visit(?:s|ed|ing)?|travel(?:s|ed|led|ing|ling)?|trip|tour|arriv(?:e|es|ed|al|ing)|mission|departs?|departed|leaves?|left)"
    r"\b[^.;\n]{0,60}?\b(?:to|in|for|at)\s+(?:the\s+)?(?:[A-Z][\w’'.-]*,?\s+){0,3}$"
    r"|\bvisit(?:s|ed|ing)?\s+(?:the\s+)?(?:[A-Z][\w’'.-]*,\s+)?$",
    re.IGNORECASE,
)
_VISITED_FROM = re.compile(r"\b(?:visit|tour|arrival)s?\s+(?:of|by)\b", re.IGNORECASE)
_HELD = re.compile(
    r"\b(?:held|hold|holds|met|meets?|meetings?|took place|takes? place|hosted|hosts|host|gathered|convened|"
    r"discuss\w*|talks|opened|opens?|began|begins|spent|launched|inaugurated|summit|conference|forum|session|ministerial|round-?table|signed|signing|"
    r"ceremony|consultations|dialogue|participat\w+|attend\w*|exhibition|festival|celebrated|unveiled|delivered|"
    r"today|yesterday|presented|briefing|laid|paid)\b"
    r"[^;\n]{0,80}?\b(?:in|at|to)\s+(?:the\s+)?(?:[A-Z][\w’'.-]*,?\s+){0,4}$",
    re.IGNORECASE,
)
_NEW_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’])[.!?][”\"’]?\s+(?=[A-Z“\"])|\n")
# `in` that tells where something else is: an embassy, a war, an ambassador, reforms.
_ELSEWHERE = re.compile(
    r"\b(?:ambassador|embassy|mission|envoy|consul\w*|coordinator|representative|office|cent(?:re|er)|situation|war|conflict|crisis|"
    r"violence|peace|reforms?|elections?|referendum|developments?|interest|stability|democracy|invest\w*|security|people|"
    r"established|branch\w*|citizens?|troops|aggression|born|based|forces|progress|processes|changes|opportunities|"
    r"implemented|conducted|implemented|being)\s+(?:\w+\s+){0,3}?in\s+(?:the\s+)?(?:[A-Z][\w’'.-]*,?\s+){0,3}$",
    re.IGNORECASE,
)
#: Words of holding right before the place are stronger than what may be elsewhere.
_HELD_AT = re.compile(
    r"\b(?:held|took place|takes? place)\b[^.;\n]{0,60}?\bat\s+the\s+[^.;,\n]{1,60}?\s+in\s+"
    r"(?:[A-Z][\w’'.-]*,?\s+){0,2}$"
)
#: A mission of the publisher about which the title speaks is where it stands.
_MISSION_IN = re.compile(r"\b(?:Embassy|Consulate(?: General)?|Mission)\b[^.;\n]{0,40}?\bin\s+(?:the\s+)?$")
_ROLE_WORD = re.compile(r"\b(?:Secretary|Minister|President|Spokes\w+|Ambassador|Office|Department|Ministry|By)\b")
_EMBASSY = re.compile(r"\bEmbassy\b|\bHigh Commission\b")
_HOST = re.compile(
    r"\b(?:hosted|received|receives|welcomed|at the Ministry|at the Presidential|at the Foreign Ministry|"
    r"at the residence|State House|Presidential Secretariat|Presidential Palace|courtesy call|called on|calls on|"
    r"summoned|visiting|arrived in the country|on a visit to the country)\b",
    re.IGNORECASE,
)
_AMBASSADOR = re.compile(r"\b(?:Ambassador|High Commissioner|Chargé)\b")
_POSTED_TO = re.compile(
    r"\b(?:Ambassador|High Commissioner|Chargé d[’']Affaires(?: a\.i\.)?|Consul General)\b"
    r"[^.;\n]{0,50}?\b(?:to|in)\s+(?:the\s+)?$"
)

_AT_HOME = frozenset({"CREDENTIALS", "PROTEST"})
_NOWHERE = frozenset({"CONSULT-call", "SANCTION", "CONGRATULATION"})
_UNPLACED = frozenset({"STATEMENT", "ACCUSE", "REJECT", "SUPPORT", "AID", "OTHER"})

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?)?"
_DATE = re.compile(
    rf"\b(?:{_DAY}\s+(?:of\s+)?({_MONTH})(?:,?\s+(\d{{4}}))?|({_MONTH})\s+{_DAY}(?:,?\s+(\d{{4}}))?)\b(?!\s*%)"
)
_YEAR = re.compile(rf"\b(?:{_MONTH})(?:\s+\d{{1,2}},)?\s+((?:19|20)\d\d)\b")
# A date after these words is that of another event.
_OTHER_DATE = re.compile(
    r"\b(?:referendum|elections?|scheduled|summit (?:in|on)|planned|upcoming|since|until|from|before|after|adopted|"
    r"born|established|dated|of the year|deadline|by|expected|anniversary|last|next|attacks? (?:of|on)|agreement|"
    r"resolution)\b[^.;]*$",
    re.IGNORECASE,
)


def find_place(
    text: Text, event_type_code: str, countries: Sequence[CountryMention], officials: Sequence[Official]
) -> str | None:
    """Return the country code of the place of an event of this type, or None if the release does not tell."""
    home = text.home_country_code
    stated = _dateline(text, countries)
    if event_type_code in _NOWHERE:
        return None
    if stated or event_type_code in _UNPLACED:
        return stated or (_mission(text, countries) if event_type_code == "OTHER" else None)
    if event_type_code == "APPOINTMENT":
        return home
    travel = event_type_code == "CONSULT-visit"
    stated = _stated(text, countries, travel=travel)
    if stated:
        return stated
    return (
        home if event_type_code in _AT_HOME and not _posted(officials, home) else _inferred(text, countries, officials)
    )


def _dateline(text: Text, countries: Sequence[CountryMention]) -> str | None:
    """Return the country of a short line above the lead that names only a place (`Brussels, Belgium`)."""
    lead_start, _ = lead_of(text)
    found = None
    for mention in countries[:_MAX_LOOKED_AT]:
        start, end = mention.span.start, mention.span.end
        if start <= len(text.title):
            continue
        if start >= lead_start:
            break
        line_start = text.full.rfind("\n", 0, start) + 1
        line_end = text.full.find("\n", end)
        line = text.full[line_start : line_end if line_end >= 0 else len(text.full)]
        if len(line) <= 60 and mention.form != "adjective" and not _ROLE_WORD.search(line):
            found = mention.country_code
    return found


def _stated(text: Text, countries: Sequence[CountryMention], *, travel: bool) -> str | None:
    """Return the country that words of travel or of holding lead to: in the title first, then in and after the lead."""
    lead_start, _ = lead_of(text)
    limit = lead_start + _STATED_WITHIN
    weak = None
    for mention in countries[:_MAX_LOOKED_AT]:
        start = mention.span.start
        if start > limit:
            break
        if mention.form == "adjective":
            continue
        before = _clause(text, start)
        opens = before in ("In ", "In the ") and text.full[mention.span.end : mention.span.end + 1] in (",", " ")
        if opens and mention.form == "city":
            return mention.country_code
        if _TRAVEL.search(before) and not _VISITED_FROM.search(before[-40:]):
            if travel or _HELD.search(before) is None:
                if travel:
                    return mention.country_code
                weak = weak or mention.country_code
            continue
        if (_HELD.search(before) and not _ELSEWHERE.search(before)) or _HELD_AT.search(before):
            return mention.country_code
    return weak


def _mission(text: Text, countries: Sequence[CountryMention]) -> str | None:
    """Return the country in which the title says that an embassy or a consulate stands."""
    for mention in countries[:_MAX_LOOKED_AT]:
        if mention.span.end > len(text.title):
            break
        if _MISSION_IN.search(text.full[: mention.span.start]):
            return mention.country_code
    return None


def _clause(text: Text, start: int) -> str:
    """Return what stands before `start` in its sentence, title or paragraph, as far as _REACH."""
    before = text.full[max(0, start - _REACH, 0 if start <= len(text.title) else len(text.title) + 1) : start]
    return _NEW_SENTENCE.split(before)[-1]


def _posted(officials: Sequence[Official], home: str | None) -> str | None:
    """Return where an envoy of the home country is posted."""
    for official in officials[:_MAX_LOOKED_AT]:
        if home and official.represented_country_code == home and official.posted_country_code not in (None, home):
            return official.posted_country_code
    return None


def _posting(text: Text, countries: Sequence[CountryMention], lead_end: int) -> str | None:
    """Return where title or lead say that an envoy of the home country is posted (`Ambassador of Home to There`)."""
    home = text.home_country_code
    previous: CountryMention | None = None
    for mention in countries[:_MAX_LOOKED_AT]:
        start = mention.span.start
        if start > lead_end:
            break
        before = text.full[max(0, start - _REACH) : start]
        sent = previous is not None and previous.country_code == home and start - previous.span.end < _REACH
        if sent and mention.country_code != home and _POSTED_TO.search(before):
            return mention.country_code
        previous = mention
    return None


def _inferred(text: Text, countries: Sequence[CountryMention], officials: Sequence[Official]) -> str | None:
    """Return the place that follows from who received whom."""
    home = text.home_country_code
    _, lead_end = lead_of(text)
    posted = _posted(officials, home) or _posting(text, countries, lead_end)
    if posted:
        return posted
    if _HOST.search(text.full, 0, min(lead_end, 2000)):
        return home
    for mention in countries[:_MAX_LOOKED_AT]:
        if mention.span.start < lead_end and mention.country_code != home:
            around = text.full[max(0, mention.span.start - 20) : mention.span.end + 20]
            if _EMBASSY.search(around) or _AMBASSADOR.search(around):
                return home
    return None


def find_date(text: Text, spans: Sequence[Span]) -> str | None:
    """Return the ISO date of the event, if the sentence of one of its cues in title or lead states it.

    A date without a year counts only if all dates of the release that have one have the same.
    """
    _, lead_end = lead_of(text)
    head = text.full[: max(lead_end, len(text.title))]
    if not any(month in head for month in _MONTHS):
        return None
    dates = list(islice(_DATE.finditer(head), _MAX_LOOKED_AT))
    for span in spans[:_MAX_LOOKED_AT]:
        start, end = sentence_start(text.full, span.start), sentence_end(text.full, span.end)
        for match in dates:
            stated = start <= match.start() < end and not _OTHER_DATE.search(text.full, start, match.start())
            date = _iso(match, text) if stated else None
            if date:
                return date
    return None


def _iso(match: re.Match[str], text: Text) -> str | None:
    day_first, month_second, year_a, month_first, day_second, year_b = match.groups()
    day, month = int(day_first or day_second), _MONTHS.index(month_first or month_second) + 1
    year = year_a or year_b
    if not year:
        years = {found[1] for found in _YEAR.finditer(text.full, 0, 3000)}
        if len(years) != 1:
            return None
        (year,) = years
    last = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= last else None
