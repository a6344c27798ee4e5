"""What part each state has in a release: home, partner or mentioned, and how much of it is about that state.

Here belongs what makes a state the counterpart ('Ambassador of X', 'cooperation with X', 'visit to X', 'K-X relations')
and the weighing of where it stands. Which words mean a state is decided in `countries`; where cues must stand is in
`role_cues`, the people for whom states are counterparts in `role_people`.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from reading.columns import BY_CITY, Countries, Events, Persons, PersonSpans, Roles, Texts
from reading.country_forms import country_table
from reading.kernel import Codes, Ints, Numbers, Octets, entry, kernel
from reading.model import RoleCode
from reading.role_cues import (
    REACH,
    Link,
    code_of,
    cues_after,
    cues_before,
    cues_of,
    far_cues_before,
    is_in_mission,
    is_item,
    is_name_of,
    link_before,
)
from reading.role_lexicon import (
    C_ABOUT,
    C_ACTOR,
    C_ATTENDED,
    C_BODY,
    C_BOND,
    C_ENCOUNTER,
    C_LOCAL,
    C_MISSION,
    C_PAST,
    C_POST,
    C_VISIT,
    E_ACCUSE,
    E_ENCOUNTER,
    E_GIVEN,
    E_SPOKEN,
    L_FIELD,
    L_JOIN,
    L_OF,
    L_THE,
    L_TO,
    L_WITH,
    P_CAPITAL,
    P_SEAT,
    S_PLACE,
    RoleLexicon,
    role_lexicon,
)
from reading.role_people import (
    N_COLUMNS,
    N_LEAD,
    N_MENTIONS,
    N_TITLE,
    S_ACTOR,
    S_BODY,
    S_EARLY_ACTOR,
    S_LISTED,
    S_MET,
    S_PARTNER,
    S_SUBJECT,
    S_TOPIC,
    SIGNS,
    STATE,
    Lead,
    People,
    credit_people,
    meet_people,
)
from reading.tokens import APART, UPPER, Batch
from reading.wordmap import WordMap, exact_hash, hash_of, look_up

#: What a state is to a release; `Roles.role` is the row.
ROLES: tuple[RoleCode, ...] = ("home", "partner", "mentioned")
HOME, PARTNER, MENTIONED = range(3)

#: Paragraphs of the body that tell what happened; later ones tell what was spoken of.
N_LEAD_PARAGRAPHS = 2
#: A shorter paragraph is a byline or a dateline and does not count.
SHORT_PARAGRAPH = 80
#: The lead ends here even if its paragraphs go on.
LEAD_LIMIT = 2_000
#: A first sentence is about this long.
FIRST_SENTENCE = 350
#: Where no cue tells, a state that aid goes to is named this often.
N_RECEIVER = 3
#: Only so much may stand between the states of a run.
_MAX_GAP, _MAX_GAP_TOKENS = 20, 6
#: What else is known of a release: it is a transcript, whose countries are asked about, not met.
_IS_TRANSCRIPT = 1 << 4
#: Which states of a run act: none, all, those named by their capital, or also by no seat of international bodies.
_NO_STATE, _ALL_STATES, _BY_CAPITAL, _BY_NO_SEAT, _ARE_POSTS = range(5)
_COMMA, _SLASH, _AMPERSAND, _COLON = 0x2C, 0x2F, 0x26, 0x3A
_HYPHENS = (0x2D, 0x2011, 0x2013, 0x2014)
_AS, _WELL, _QUESTION = map(hash_of, ("as", "well", "question"))


class _Run(NamedTuple):
    """Mentions [first, last) that a list or a hyphen joins: 'France, Italy and Spain', 'Kazakh-Norwegian'."""

    first: int
    last: int
    start: int
    end: int
    token: int
    stop: int
    is_with_home: bool
    are_places: bool


def assign_roles(
    batch: Batch, texts: Texts, countries: Countries, persons: Persons, person_spans: PersonSpans, events: Events
) -> Roles:
    """Return the role of every state of each release: home first (even if not mentioned), then by salience and code.

    Saliences of the non-home states of a release sum to 1; home has 0. No person or event need be known.
    """
    n_texts = len(texts.title_end)
    capacity = len(countries.start) + n_texts
    people = People(
        persons.first,
        persons.title_start,
        persons.title_end,
        persons.represented,
        np.searchsorted(person_spans.person, np.arange(len(persons.represented) + 1)),
        person_spans.start,
        person_spans.end,
    )
    roles = Roles(
        np.zeros(n_texts + 1, np.int64),
        np.empty(capacity, np.int16),
        np.empty(capacity, np.uint8),
        np.empty(capacity, np.int32),
        np.empty(capacity, np.float64),
    )
    evidence = np.zeros((len(country_table()), N_COLUMNS), np.int32)
    count = _assign(role_lexicon(), batch, texts, countries, people, events.first, events.type, evidence, roles)
    return Roles(roles.first, *(column[:count] for column in roles[1:]))


@entry
def _assign(
    lexicon: RoleLexicon,
    batch: Batch,
    texts: Texts,
    countries: Countries,
    people: People,
    first_event: Ints,
    event_type: Octets,
    evidence: Numbers,
    roles: Roles,
) -> int:
    count = 0
    for text in range(len(texts.title_end)):
        roles.first[text] = count
        home = texts.home[text]
        lead = _lead(batch, text, texts.title_end[text])
        n_states = _count_mentions(countries, text, lead, evidence)
        if n_states:
            _judge_runs(lexicon, batch, countries, text, home, lead, evidence)
            credit_people(batch, people, countries, text, lead, evidence)
            meet_people(lexicon, batch, people, text, lead.title_end, evidence)
            has_event = first_event[text] < first_event[text + 1]
            main = int(lexicon.events[event_type[first_event[text]]]) if has_event else 0
            _choose_partners(evidence, n_states, home, _situation(lexicon.words, batch, text, lead.title_end, main))
        count = _write(evidence, n_states, home, roles, count)
    roles.first[len(texts.title_end)] = count
    return count


@kernel
def _lead(batch: Batch, text: int, title_end: int) -> Lead:
    """Where the first sentence and the lead end: the lead is the first paragraphs that are more than a byline."""
    token, stop = batch.first_token[text], batch.first_token[text + 1]
    limit = min(batch.first_code[text + 1] - 1, title_end + 1 + LEAD_LIMIT)
    while token < stop and batch.start[token] < title_end:
        token += 1
    early_end, left = 0, N_LEAD_PARAGRAPHS
    while left and token < stop and batch.start[token] < limit:
        start = batch.start[token]
        token += 1
        while token < stop and batch.gap[token] != APART and batch.start[token] < limit:
            token += 1
        end = min(batch.end[token - 1], limit)
        if end - start >= SHORT_PARAGRAPH:
            left -= 1
            early_end = early_end if early_end else min(end, start + FIRST_SENTENCE)
    return Lead(title_end, early_end, min(batch.start[token], limit) if token < stop else limit)


@kernel
def _count_mentions(countries: Countries, text: int, lead: Lead, evidence: Numbers) -> int:
    """Begin the evidence of a text with where its states are named; return how many they are."""
    n_states = 0
    for row in range(countries.first[text], countries.first[text + 1]):
        state = countries.country[row]
        if evidence[state, N_MENTIONS] == 0:
            evidence[n_states, STATE] = state
            n_states += 1
        evidence[state, N_MENTIONS] += 1
        evidence[state, N_TITLE] += countries.end[row] <= lead.title_end
        evidence[state, N_LEAD] += lead.title_end < countries.start[row] < lead.end
    return n_states


@kernel
def _judge_runs(
    lexicon: RoleLexicon, batch: Batch, countries: Countries, text: int, home: int, lead: Lead, evidence: Numbers
) -> None:
    """Note what the words around the mentions of a text say of their states."""
    floor, end = batch.first_token[text], batch.first_token[text + 1]
    first, last = countries.first[text], countries.first[text + 1]
    row, listed_until = first, -1
    while row < last:
        run = _run_from(lexicon.words, batch, countries, row, last, home)
        link = link_before(lexicon.words, batch, run.token, floor)
        if run.start < lead.end:
            after = cues_after(lexicon, batch, run.stop, end)
            before = _before(lexicon, batch, run, link, floor, after, lead.title_end)
            acting = _who_acts(lexicon.phrases, batch.codes, countries, run, link.facts, before, after)
            is_sent = row == first or countries.country[row - 1] == home or run.start - countries.end[row - 1] >= REACH
            if acting == _NO_STATE and is_sent and _is_post(run, link.facts, before):
                acting = _ARE_POSTS
            _judge(lexicon.phrases, batch.codes, countries, run, before, after, acting, lead, evidence)
        elif (
            link.facts & L_OF
            and not run.are_places
            and _is_listed(lexicon, batch, run.token, link, floor, listed_until)
        ):
            listed_until = run.stop
            for mention in range(run.first, run.last):
                evidence[countries.country[mention], SIGNS] |= S_LISTED
        row = run.last


@kernel
def _run_from(words: WordMap, batch: Batch, countries: Countries, first: int, last: int, home: int) -> _Run:
    """The run of mentions that begins with the row `first`, before the row `last`."""
    row, is_with_home, are_places = first, False, True
    while True:
        is_with_home = is_with_home or countries.country[row] == home
        are_places = are_places and countries.form[row] == BY_CITY
        row += 1
        if row == last or countries.start[row] - countries.end[row - 1] > _MAX_GAP:
            break
        if not _joins(words, batch, countries.last_token[row - 1], countries.first_token[row]):
            break
    token, stop = countries.first_token[first], countries.last_token[row - 1]
    return _Run(first, row, countries.start[first], countries.end[row - 1], token, stop, is_with_home, are_places)


@kernel
def _joins(words: WordMap, batch: Batch, stop: int, first: int) -> bool:
    """Does what stands between the token before `stop` and `first` join two states: ', and the', 'as well as', '/', '-'?"""
    if first <= stop or first - stop > _MAX_GAP_TOKENS:
        return False
    for token in range(stop, first + 1):
        if batch.gap[token] == APART:
            return False
    code, at = code_of(batch, stop), stop
    if code in _HYPHENS:
        return first == stop + 1
    if code in (_SLASH, _AMPERSAND):
        at += 1
    elif code == _COMMA:
        at += 1
    if at < first and code not in (_SLASH, _AMPERSAND):
        if cues_of(words, batch, at) & L_JOIN:
            at += 1
        elif batch.word[at] == _AS and at + 2 < first and batch.word[at + 1] == _WELL and batch.word[at + 2] == _AS:
            at += 3
    if at == stop:
        return False
    if at < first and cues_of(words, batch, at) & (L_THE | L_WITH):
        at += 1
    return at == first


@kernel
def _before(lexicon: RoleLexicon, batch: Batch, run: _Run, link: Link, floor: int, after: int, title_end: int) -> int:
    """The cues before a run of the title or lead, as far as they can matter."""
    in_title = run.end <= title_end
    before = cues_before(lexicon, batch, run.token, link, floor) if in_title or link.facts else 0
    if is_in_mission(lexicon.words, batch, link, floor):
        before |= C_MISSION
    if in_title or (before | after) & (C_ACTOR | C_LOCAL | C_POST):
        past, _ = far_cues_before(lexicon, batch, run.token, floor, C_PAST)
        before |= past
    return before


@kernel
def _who_acts(
    phrases: WordMap, codes: Codes, countries: Countries, run: _Run, link: int, before: int, after: int
) -> int:
    """Which states of a run act, are gone to or have something done with them: 'Kazakh-Finnish', 'Ambassador of Peru'?"""
    n_mentions = run.last - run.first
    if run.is_with_home and n_mentions > 1 and not link & L_FIELD:
        if not run.are_places or (n_mentions == 2 and _are_capitals(phrases, codes, countries, run)):
            return _ALL_STATES
    elif before & C_BOND and not run.are_places:
        return _ALL_STATES
    if before & C_VISIT:
        return _BY_NO_SEAT if run.are_places else _ALL_STATES
    if before & C_MISSION:
        return _BY_CAPITAL if run.are_places else _ALL_STATES
    if before & C_PAST:
        return _NO_STATE
    if run.are_places:
        return _ALL_STATES if after & C_LOCAL else _NO_STATE
    return _ALL_STATES if (before | after) & C_ACTOR else _NO_STATE


@kernel
def _are_capitals(phrases: WordMap, codes: Codes, countries: Countries, run: _Run) -> bool:
    """'Astana and Lisbon': do capitals stand for their states?"""
    for row in range(run.first, run.last):
        if not _town(phrases, codes, countries, row) & P_CAPITAL:
            return False
    return True


@kernel
def _town(phrases: WordMap, codes: Codes, countries: Countries, row: int) -> int:
    """Is a town that is mentioned a capital, or a seat of international bodies (P_...)?"""
    return look_up(phrases, exact_hash(codes, countries.start[row], countries.end[row], S_PLACE))


@kernel
def _is_post(run: _Run, link: int, before: int) -> bool:
    """Is someone sent there, if it is by the home country? A third country's ambassador there is not."""
    return link & L_TO != 0 and not run.are_places and before & C_POST != 0 and not before & C_PAST


@kernel
def _is_listed(lexicon: RoleLexicon, batch: Batch, token: int, link: Link, floor: int, listed_until: int) -> bool:
    """Is it an item of a list of those who took part: '2. Ann Lee, Ambassador of X', 'attended by Ann Lee of X'?"""
    far, line = far_cues_before(lexicon, batch, token, floor, C_PAST | C_ATTENDED)
    if far & C_PAST:
        return False
    if is_item(batch, token, line):
        return cues_before(lexicon, batch, token, link, floor) & C_ACTOR != 0
    if line >= listed_until and not far & C_ATTENDED:
        return False
    return is_name_of(batch, link) or cues_before(lexicon, batch, token, link, floor) & C_ACTOR != 0


@kernel
def _judge(
    phrases: WordMap,
    codes: Codes,
    countries: Countries,
    run: _Run,
    before: int,
    after: int,
    acting: int,
    lead: Lead,
    evidence: Numbers,
) -> None:
    """Note what the words around a run of the title or the lead say of its states."""
    is_topic = before & C_ABOUT != 0
    common = S_BODY if (before | after) & C_BODY and not run.are_places else 0
    for row in range(run.first, run.last):
        acts = acting == _ALL_STATES
        if acting in (_BY_CAPITAL, _BY_NO_SEAT):
            town = _town(phrases, codes, countries, row)
            acts = town & P_CAPITAL != 0 and not (acting == _BY_NO_SEAT and town & P_SEAT)
        signs = common
        if acts or acting == _ARE_POSTS:
            signs |= S_ACTOR
        if acts and run.start < lead.early_end:
            signs |= S_EARLY_ACTOR
        if run.end <= lead.title_end and (acts or countries.form[row] != BY_CITY):
            if is_topic:
                signs |= S_TOPIC
            if (acts or not is_topic) and not before & C_PAST:
                signs |= S_SUBJECT
        evidence[countries.country[row], SIGNS] |= signs


@kernel
def _situation(words: WordMap, batch: Batch, text: int, title_end: int, main: int) -> int:
    """What the release is: a transcript, and what the main event says of it; did one meet somebody, by the title?"""
    found = main
    for token in range(batch.first_token[text], batch.first_token[text + 1]):
        if batch.start[token] < title_end:
            if cues_of(words, batch, token) & C_ENCOUNTER:
                found |= E_ENCOUNTER
        elif batch.gap[token] == APART and batch.word[token] == _QUESTION and batch.shape[token] & UPPER:
            if token + 1 < batch.first_token[text + 1] and code_of(batch, token + 1) == _COLON:
                return found | _IS_TRANSCRIPT
    return found


@kernel
def _choose_partners(evidence: Numbers, n_states: int, home: int, situation: int) -> None:
    """Mark the counterparts; weaker cues speak only where no stronger one does."""
    is_transcript = situation & _IS_TRANSCRIPT != 0
    # A state that a title is about is addressed by a statement, but is no party to a meeting or to an accusation.
    topic = 0 if situation & (E_ENCOUNTER | E_ACCUSE) else S_TOPIC
    signs = 0
    for row in range(n_states):
        state = evidence[row, STATE]
        if evidence[state, SIGNS] & S_BODY and evidence[state, N_TITLE]:
            evidence[state, SIGNS] |= S_ACTOR
        signs |= evidence[state, SIGNS] if state != home else 0
    if signs & S_SUBJECT:
        # Others than those of the title must act in the first sentence; later they are spoken of.
        wanted = S_SUBJECT if is_transcript else S_SUBJECT | S_EARLY_ACTOR
    elif is_transcript:
        wanted = topic
    elif signs & S_ACTOR:
        wanted = S_ACTOR
    elif signs & topic:
        wanted = topic
    else:
        wanted = 0 if situation & E_ENCOUNTER else S_BODY
    is_titled = False
    for row in range(n_states):
        is_titled = is_titled or (evidence[row, STATE] != home and evidence[evidence[row, STATE], N_TITLE] > 0)
    is_given = situation & E_GIVEN != 0 and not signs & wanted
    if not is_transcript:
        wanted |= S_LISTED if situation & E_SPOKEN else S_LISTED | S_MET
    for row in range(n_states):
        state = evidence[row, STATE]
        is_receiver = evidence[state, N_TITLE] > 0 if is_titled else evidence[state, N_MENTIONS] >= N_RECEIVER
        if evidence[state, SIGNS] & wanted or (is_given and is_receiver):
            evidence[state, SIGNS] |= S_PARTNER


@kernel
def _write(evidence: Numbers, n_states: int, home: int, roles: Roles, count: int) -> int:
    """Append the roles of a text and clear its evidence; return the number of rows so far."""
    if home >= 0:
        roles.country[count], roles.role[count], roles.salience[count] = home, HOME, 0.0
        roles.n_mentions[count] = evidence[home, N_MENTIONS]
        count += 1
    first, total = count, 0.0
    for row in range(n_states):
        state = evidence[row, STATE]
        if state != home:
            is_partner = evidence[state, SIGNS] & S_PARTNER != 0
            roles.country[count], roles.role[count] = state, PARTNER if is_partner else MENTIONED
            roles.n_mentions[count], roles.salience[count] = evidence[state, N_MENTIONS], _weight(evidence, state)
            total += roles.salience[count]
            count += 1
        for column in range(STATE):
            evidence[state, column] = 0
    for row in range(first, count):
        roles.salience[row] /= total
        _sort_in(roles, first, row)
    return count


@kernel
def _weight(evidence: Numbers, state: int) -> float:
    """Where a state stands counts more than how often: the tenth mention adds little to the ninth."""
    place = 2.0 * (evidence[state, N_TITLE] > 0) + 1.0 * (evidence[state, N_LEAD] > 0)
    factor = 2.0 if evidence[state, SIGNS] & S_PARTNER else 1.0
    return (math.log2(1 + evidence[state, N_MENTIONS]) + place) * factor


@kernel
def _sort_in(roles: Roles, first: int, row: int) -> None:
    """Move a row up to its place among the rows before it, which are in order; the states of a text are few."""
    country, role = roles.country[row], roles.role[row]
    n_mentions, salience = roles.n_mentions[row], roles.salience[row]
    while row > first and (
        roles.salience[row - 1] < salience or (roles.salience[row - 1] == salience and roles.country[row - 1] > country)
    ):
        roles.country[row], roles.role[row] = roles.country[row - 1], roles.role[row - 1]
        roles.n_mentions[row], roles.salience[row] = roles.n_mentions[row - 1], roles.salience[row - 1]
        row -= 1
    roles.country[row], roles.role[row] = country, role
    roles.n_mentions[row], roles.salience[row] = n_mentions, salience
