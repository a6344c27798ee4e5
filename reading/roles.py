"""What part each state has in a release: home, partner or mentioned, and how much of it is about that state.

Here belongs which signs make a state the counterpart by rule, what a linear model (`role_features`) says to that, and
the weighing of where it stands. Which words mean a state is decided in `countries`; what is a sign ('Ambassador of X',
'visit to X', whom one met) in `role_runs` and `role_people`.
"""

from __future__ import annotations

import math

import numpy as np

from reading.columns import Countries, Events, Layout, Persons, PersonSpans, Roles, Texts
from reading.country_forms import country_table
from reading.event_zones import wide
from reading.kernel import Numbers, entry, kernel
from reading.linear import Features, Model, features_for, weigh_one
from reading.model import RoleCode
from reading.role_cues import code_of, cues_of
from reading.role_evidence import (
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
    Mentions,
    count_mentions,
    lead_of,
    mentions_for,
)
from reading.role_features import FIRST_WORD, MAX_FEATURES, Scene, note_state, role_model
from reading.role_lexicon import (
    C_ENCOUNTER,
    E_ACCUSE,
    E_ENCOUNTER,
    E_GIVEN,
    E_SPOKEN,
    E_TRANSCRIPT,
    L_QUESTION,
    RoleLexicon,
    role_lexicon,
)
from reading.role_people import People, credit_people, hear_people, meet_people, people_of
from reading.role_runs import judge_runs
from reading.role_words import Words, note_words, number_words, words_for
from reading.tokens import APART, UPPER, Batch
from reading.wordmap import WordMap

#: What a state is to a release; `Roles.role` is the row.
ROLES: tuple[RoleCode, ...] = ("home", "partner", "mentioned")
HOME, PARTNER, MENTIONED = range(3)

#: Where no cue tells, a state that aid goes to is named this often.
N_RECEIVER = 3
_COLON = 0x3A


def assign_roles(
    batch: Batch,
    texts: Texts,
    layout: Layout,
    countries: Countries,
    persons: Persons,
    person_spans: PersonSpans,
    events: Events,
) -> tuple[Roles, Features]:
    """Return the role of every state of each release: home first (even if not mentioned), then by salience and code.

    Saliences of the non-home states of a release sum to 1; home has 0. No person or event need be known; without an
    event the signs decide alone. The features are those of the states that are not home, by text in the order in which
    they are first named.
    """
    n_texts = len(texts.title_end)
    capacity = len(countries.start) + n_texts
    roles = Roles(
        np.zeros(n_texts + 1, np.int64),
        np.empty(capacity, np.int16),
        np.empty(capacity, np.uint8),
        np.empty(capacity, np.int32),
        np.empty(capacity, np.float64),
    )
    evidence = np.zeros((len(country_table()), N_COLUMNS), np.int32)
    mentions, words = mentions_for(countries), words_for(batch, layout)
    features = features_for(len(countries.start), len(countries.start) * MAX_FEATURES)
    count, n_cases = _assign(
        role_lexicon(),
        role_model(),
        batch,
        texts,
        countries,
        people_of(persons, person_spans),
        events,
        evidence,
        mentions,
        words,
        features,
        roles,
    )
    return (
        Roles(roles.first, *(column[:count] for column in roles[1:])),
        Features(features.first[: n_cases + 1], *features[1:]),
    )


@entry
def _assign(
    lexicon: RoleLexicon,
    model: Model,
    batch: Batch,
    texts: Texts,
    countries: Countries,
    people: People,
    events: Events,
    evidence: Numbers,
    mentions: Mentions,
    words: Words,
    features: Features,
    roles: Roles,
) -> tuple[int, int]:
    """Fill roles and features; return how many rows and cases there are."""
    count, case = 0, 0
    for text in range(len(texts.title_end)):
        roles.first[text] = count
        home = texts.home[text]
        lead = lead_of(batch, text, texts.title_end[text])
        n_states = count_mentions(countries, text, lead, evidence, mentions)
        if n_states:
            judge_runs(lexicon, batch, countries, text, home, lead, evidence, mentions)
            credit_people(batch, people, countries, text, lead, evidence)
            meet_people(lexicon, batch, people, text, lead.title_end, evidence)
            event = events.first[text]
            has_event = event < events.first[text + 1]
            told = wide(lexicon.events[events.type[event]]) if has_event else 0
            situation = _situation(lexicon.words, batch, text, lead.title_end, told)
            _choose_partners(evidence, n_states, home, situation)
            if has_event:
                is_heard = hear_people(people, text, home, evidence)
                number_words(batch, countries, text, home, words)
                kind, place = wide(events.type[event]), wide(events.place[event])
                scene = Scene(home, situation, kind, place, n_states, is_heard)
                case = _correct(model, batch, text, scene, evidence, mentions, words, features, case)
        count = _write(evidence, n_states, home, roles, count)
    roles.first[len(texts.title_end)] = count
    return count, case


@kernel
def _correct(
    model: Model,
    batch: Batch,
    text: int,
    scene: Scene,
    evidence: Numbers,
    mentions: Mentions,
    words: Words,
    features: Features,
    case: int,
) -> int:
    """Let the model decide who is a partner, once all is noted; return the number of cases so far."""
    first_case, floor, end = case, batch.first_token[text], batch.first_token[text + 1]
    for number in range(scene.n_states):
        state = evidence[number, STATE]
        if state != scene.home:
            row = note_state(evidence, state, case - first_case, scene, features, features.first[case])
            row = note_words(words, mentions, evidence, state, floor, end, FIRST_WORD, case, features, row)
            features.first[case + 1] = row
            case += 1
    for number in range(scene.n_states):
        state = evidence[number, STATE]
        if state != scene.home:
            is_partner = weigh_one(model, features, features.first[first_case], features.first[first_case + 1]) > 0.0
            evidence[state, SIGNS] = evidence[state, SIGNS] & ~S_PARTNER | (S_PARTNER if is_partner else 0)
            first_case += 1
    return case


@kernel
def _situation(words: WordMap, batch: Batch, text: int, title_end: int, main: int) -> int:
    """What the release is (E_...): by the main event, by the words of the title, or by the lines of a transcript."""
    found, stop = main, batch.first_token[text + 1]
    for token in range(batch.first_token[text], stop):
        if batch.start[token] < title_end:
            if cues_of(words, batch, token) & C_ENCOUNTER:
                found |= E_ENCOUNTER
        elif batch.gap[token] == APART and batch.shape[token] & UPPER and _is_question(words, batch, token, stop):
            return found | E_TRANSCRIPT
    return found


@kernel
def _is_question(words: WordMap, batch: Batch, token: int, stop: int) -> bool:
    """A line of a transcript begins with 'QUESTION:'."""
    is_word = cues_of(words, batch, token) & L_QUESTION != 0
    return is_word and token + 1 < stop and code_of(batch, token + 1) == _COLON


@kernel
def _choose_partners(evidence: Numbers, n_states: int, home: int, situation: int) -> None:
    """Mark the counterparts."""
    signs, is_titled = 0, False
    for row in range(n_states):
        state = evidence[row, STATE]
        if state == home:
            continue
        if evidence[state, SIGNS] & S_BODY and evidence[state, N_TITLE]:
            evidence[state, SIGNS] |= S_ACTOR
        signs |= evidence[state, SIGNS]
        is_titled = is_titled or evidence[state, N_TITLE] > 0
    wanted = _deciding_signs(signs, situation)
    is_given = situation & E_GIVEN != 0 and not signs & wanted
    if not situation & E_TRANSCRIPT:
        wanted |= S_LISTED if situation & E_SPOKEN else S_LISTED | S_MET
    for row in range(n_states):
        state = evidence[row, STATE]
        # Aid goes to the states of the title, else to those named often, where nobody acts for them.
        is_receiver = evidence[state, N_TITLE] > 0 if is_titled else evidence[state, N_MENTIONS] >= N_RECEIVER
        if evidence[state, SIGNS] & wanted or (is_given and is_receiver):
            evidence[state, SIGNS] |= S_PARTNER


@kernel
def _deciding_signs(signs: int, situation: int) -> int:
    """The signs that make a counterpart, of all that were seen: weaker ones speak only where no stronger one does."""
    # A state that a title is about is addressed by a statement, but is no party to a meeting or to an accusation.
    topic = signs & S_TOPIC if not situation & (E_ENCOUNTER | E_ACCUSE) else 0
    if situation & E_TRANSCRIPT:
        return S_SUBJECT if signs & S_SUBJECT else topic
    if signs & S_SUBJECT:
        # Others than those of the title must act in the first sentence; later they are spoken of.
        return S_SUBJECT | S_EARLY_ACTOR
    if signs & S_ACTOR:
        return S_ACTOR
    return topic if topic or situation & E_ENCOUNTER else S_BODY


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
