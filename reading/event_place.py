"""Where and when the main event took place, if the release says so or its kind implies it.

A place is stated (a dateline, `held in`, `visit to`) or follows from who receives whom: an ambassador of the home
country meets people where posted, a foreign ambassador meets people at home. Not here: what the event was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

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
    r"violence|peace|reforms?|elections?|referendum|developments?|interest|stability|democracy|invest\w*|(?-i:security)|people|"
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

# A dateline at the head of the lead: `Lima, 4 May 2031 –`, `LIMA (Peru):`.
_MAX_LINE = 60
_MAX_DATELINE = 45
_LINE_HEAD = re.compile(r"[\s•*–-]*(?:[A-Z][\w.’'-]*,?\s+){0,3}")
_LINE_TAIL = re.compile(
    r"[,\s]*(?:[A-Z][\w.’'-]*[,\s]+){0,3}(?:\(?\d{1,2}(?:st|nd|rd|th)?[\s/.]+[A-Z\d]\w*[,\s/.]*(?:\d{4})?\)?|"
    r"\(?[A-Z][a-z]+\.?\s\d{1,2}(?:,?\s\d{4})?\)?)?\s*(?:[-–—]{1,2}\s|:)"
)
_VIRTUAL = re.compile(
    r"\b(?:virtual(?:ly)?|online|by video|video ?conference|video call|teleconference|via Zoom)\b", re.IGNORECASE
)
# People came together where the publisher sits.
_VENUE = re.compile(
    r"\bat (?:the )?(?:[A-Z][\w’'-]*\s){0,3}(?:Secretariat|Palace|State House|Parliament\w*|Presidential \w+|"
    r"President[’']s House|Prime Minister[’']s Office|Foreign Ministry|Chancellery|Ministry of Foreign Affairs)\b"
)
_VENUE_WITHIN = 700

_AT_HOME = frozenset({"CREDENTIALS", "PROTEST"})
_NOWHERE = frozenset({"CONSULT-call", "SANCTION", "CONGRATULATION"})
_UNPLACED = frozenset({"STATEMENT", "ACCUSE", "REJECT", "SUPPORT", "AID", "OTHER"})
_MAY_BE_PLACED = frozenset({"OTHER", "AID"})
_AT_DESK = re.compile(
    r"\b(?:schedule|travel advi\w+|advisory|vacanc\w+|information for|notice|executive order)\b", re.IGNORECASE
)
_SPOKE_AT = re.compile(
    r"\b(?:attending|addressing|participating|speaking at|remarks at|while inaugurating|delivering)\b", re.IGNORECASE
)
_TO_THE_NATION = re.compile(r"\bto the nation\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|in|to)\b", re.IGNORECASE)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = (
    r"(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?(?:\s?(?:[-–]|to|and)\s?\d{1,2}(?:st|nd|rd|th)?)?"
_DATE = re.compile(rf"\b(?:{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(\d{{4}})|{_MONTH}\s+{_DAY},?\s+(\d{{4}}))\b(?!\s*%)")
# `the May 4, 2031, agreement` is a date of the agreement.
_ATTRIBUTE = re.compile(r"\b(?:the|its|their|this|that|an?)\s+$|[’']s?\s+$")
# What was said or decided was so on the day of its date line; a meeting was then if its lead names no other day.
_ON_ISSUE = frozenset(
    {
        "STATEMENT",
        "ACCUSE",
        "REJECT",
        "SUPPORT",
        "AID",
        "SANCTION",
        "CONDOLENCE",
        "CONGRATULATION",
        "APPOINTMENT",
        "OTHER",
    }
)
_OTHER_DAY = re.compile(
    r"\b(?:yesterday|tomorrow|last|next|earlier|recently|will|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\bis to\b",
    re.IGNORECASE,
)
_MAX_DATE_LINE = 90
# A date after these words is that of another event.
_OTHER_DATE = re.compile(
    r"\b(?:referendum|elections?|scheduled|summit (?:in|on)|planned|upcoming|since|until|from|before|after|adopted|"
    r"born|established|dated|of the year|deadline|expected|anniversary|last|next|attacks? (?:of|on)|agreement|"
    r"resolution)\b[^.;]*$|\bby\s+$",
    re.IGNORECASE,
)


def find_place(
    text: Text, event_type_code: str, countries: Sequence[CountryMention], officials: Sequence[Official]
) -> str | None:
    """Return the country code of the place of an event of this type, or None if the release does not tell."""
    dateline = _dateline(text, countries)
    if dateline or event_type_code in _NOWHERE:
        return None if event_type_code == "CONSULT-call" else dateline
    if event_type_code == "APPOINTMENT":
        return text.home_country_code
    if event_type_code in _UNPLACED:
        return _unplaced(text, event_type_code, countries)
    if event_type_code != "CONSULT-visit" and _VIRTUAL.search(text.full, 0, lead_of(text)[1]):
        return None
    stated = _stated(text, countries, travel=event_type_code == "CONSULT-visit")
    return stated or _inferred(text, event_type_code, countries, officials)


def _unplaced(text: Text, event_type_code: str, countries: Sequence[CountryMention]) -> str | None:
    """Return the place of what is mostly said at a desk: only where the text shows that people came together."""
    home = text.home_country_code
    _, lead_end = lead_of(text)
    near = lead_end + _VENUE_WITHIN
    spoke_at = event_type_code == "STATEMENT" and _SPOKE_AT.search(text.full, len(text.title), near)
    if spoke_at or (event_type_code in _MAY_BE_PLACED and not _AT_DESK.search(text.title)):
        stated = _mission(text, countries) or _stated(text, countries, travel=False)
        if stated:
            return stated
        abroad = any(mention.country_code != home for mention in _until(countries, lead_end))
        if not abroad and (spoke_at or event_type_code == "OTHER") and _reads(text):
            return home
    return home if _VENUE.search(text.full, 0, near) or _TO_THE_NATION.search(text.title) else None


def _reads(text: Text) -> bool:
    """Tell whether the lead is in English: only then does it mean something that no other state is named."""
    lead_start, lead_end = lead_of(text)
    return _ENGLISH.search(text.full, lead_start, lead_end) is not None


def _until(countries: Sequence[CountryMention], end: int) -> Iterator[CountryMention]:
    return takewhile(lambda mention: mention.span.start < end, countries[:_MAX_LOOKED_AT])


def _dateline(text: Text, countries: Sequence[CountryMention]) -> str | None:
    """Return the country of a dateline: a short line above the lead (`Brussels, Belgium`) or the head of the lead."""
    lead_start, _ = lead_of(text)
    found = None
    for mention in countries[:_MAX_LOOKED_AT]:
        start, end = mention.span.start, mention.span.end
        if start <= len(text.title):
            continue
        if start >= lead_start:
            if start <= lead_start + _MAX_DATELINE and mention.form != "adjective":
                opens = _LINE_HEAD.fullmatch(text.full, lead_start, start)
                if opens and _LINE_TAIL.match(text.full, end, end + _MAX_DATELINE):
                    found = mention.country_code
            break
        line_start = text.full.rfind("\n", 0, start) + 1
        line_end = text.full.find("\n", end)
        line = text.full[line_start : line_end if line_end >= 0 else len(text.full)]
        if len(line) <= _MAX_LINE and mention.form != "adjective" and not _ROLE_WORD.search(line):
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


def _inferred(
    text: Text, event_type_code: str, countries: Sequence[CountryMention], officials: Sequence[Official]
) -> str | None:
    """Return the place that follows from who received whom."""
    home = text.home_country_code
    if event_type_code in _AT_HOME and not _posted(officials, home):
        return home
    _, lead_end = lead_of(text)
    posted = _posted(officials, home) or _posting(text, countries, lead_end)
    if posted:
        return posted
    if _HOST.search(text.full, 0, min(lead_end, 2000)) or _VENUE.search(text.full, 0, lead_end + _VENUE_WITHIN):
        return home
    for mention in countries[:_MAX_LOOKED_AT]:
        if mention.span.start < lead_end and mention.country_code != home:
            around = text.full[max(0, mention.span.start - 20) : mention.span.end + 20]
            if _EMBASSY.search(around) or _AMBASSADOR.search(around):
                return home
    return None


def find_date(text: Text, event_type_code: str, spans: Sequence[Span]) -> str | None:
    """Return the ISO date of the event, if the release states it with its year, or None.

    It stands in the sentence of a cue in title or lead, or in the first sentence of the lead, or it is the date of
    the release (in its title, on a line above the lead or in a dateline) where the event was of that day.
    """
    lead_start, lead_end = lead_of(text)
    dates = list(islice(_DATE.finditer(text.full, 0, max(lead_end, len(text.title))), _MAX_LOOKED_AT))
    if not dates:
        return None
    lines = [match for match in dates if _issued(match, text, lead_start)]
    issued = _iso(lines[0]) if lines else None
    if issued and event_type_code in _ON_ISSUE:
        return issued
    sentences = [(span.start, span.end) for span in spans[:_MAX_LOOKED_AT]] + [(lead_start, lead_start)]
    dates = [match for match in dates if match not in lines or match.start() < len(text.title)]
    for first, last in sentences:
        start, end = sentence_start(text.full, first), sentence_end(text.full, last)
        for match in dates:
            stated = start <= match.start() < end and not _OTHER_DATE.search(text.full, start, match.start())
            if stated and not _ATTRIBUTE.search(text.full, start, match.start()) and (date := _iso(match)):
                return date
    if not issued or _OTHER_DAY.search(text.full, lead_start, sentence_end(text.full, lead_start)):
        return None
    return issued


def _issued(match: re.Match[str], text: Text, lead_start: int) -> str | None:
    """Return the date if it is that of the release: in the title, on a short line above the lead, in a dateline."""
    start, end = match.span()
    line_start = text.full.rfind("\n", 0, start) + 1
    if start >= lead_start:
        opens = start <= lead_start + _MAX_DATELINE and _LINE_HEAD.fullmatch(text.full, lead_start, start)
        return _iso(match) if opens and _LINE_TAIL.match(text.full, end, end + _MAX_DATELINE) else None
    line_end = text.full.find("\n", end)
    if start > len(text.title) and (line_end if line_end >= 0 else len(text.full)) - line_start > _MAX_DATE_LINE:
        return None
    return None if _OTHER_DATE.search(text.full, line_start, start) else _iso(match)


def _iso(match: re.Match[str]) -> str | None:
    day_first, month_second, year_a, month_first, day_second, year_b = match.groups()
    day, month = int(day_first or day_second), _MONTHS.index((month_first or month_second)[:3]) + 1
    last = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return f"{year_a or year_b}-{month:02}-{day:02}" if 1 <= day <= last else None
