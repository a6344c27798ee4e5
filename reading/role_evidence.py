"""What was seen of the states of a release: how often and where each is named, and what speaks for a counterpart.

The rules that fill the signs are in `role_runs` and `role_people`; what follows from them is decided in `roles`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reading.columns import BY_CITY, Countries
from reading.kernel import Numbers, kernel
from reading.tokens import APART, Batch

#: Paragraphs of the body that tell what happened; later ones tell what was spoken of.
N_LEAD_PARAGRAPHS = 2
#: A shorter paragraph is a byline or a dateline and does not count.
SHORT_PARAGRAPH = 80
#: The lead ends here even if its paragraphs go on.
LEAD_LIMIT = 2_000
#: A first sentence is about this long.
FIRST_SENTENCE = 350

# Columns of the evidence, a row a state: how often it is named, in the title, in the lead, what was seen (S_...), in
# which manner it is named (M_...), how many states the longest list with it holds, and the row (plus 1) of its last
# mention. `STATE` is apart from the others: its first rows hold the states of the text in order of first mention.
N_MENTIONS, N_TITLE, N_LEAD, SIGNS, MANNER, N_LISTED, LAST_ROW, STATE = range(8)
N_COLUMNS = 8
#: Signs.
S_SUBJECT, S_TOPIC, S_ACTOR, S_EARLY_ACTOR, S_BODY, S_MET, S_LISTED, S_PARTNER = (1 << bit for bit in range(8))
SIGN_NAMES = ("subject", "topic", "actor", "early actor", "body", "met", "listed", "partner")
N_SIGNS = 7  # without what the rules conclude
#: Manners: joined to home alone ('Kazakh-Norwegian') or in a list with home; in no list, by part of the text; by which
#: forms (BY_...); by those of its towns only; not only by a seat of international bodies. Or somebody speaks for it.
M_PAIRED, M_WITH_HOME, M_ALONE, M_FORM, M_TOWNS, M_NO_SEAT, M_SPEAKS = (1 << bit for bit in (0, 1, 2, 5, 10, 11, 12))
MANNER_NAMES = (
    "paired with home",
    "listed with home",
    *("alone in title", "alone in lead", "alone in body"),
    *("by name", "by adjective", "by abbreviation", "by city", "by metonym"),
    "by towns only",
    "not by seats only",
)
N_MANNERS = 12  # without speaking
_FORMS = M_FORM * 31


class Mentions(NamedTuple):
    """Of each mention: the row (plus 1) of the last one before it of the same state, and the tokens of its list.

    A list is the run of mentions that commas, 'and' or hyphens join, or a mention alone: tokens [token, stop). Where a
    seat of international bodies is named, `stop` is -1: what stands beside 'Geneva' seldom is of Switzerland.
    """

    previous: Numbers
    token: Numbers
    stop: Numbers


def mentions_for(countries: Countries) -> Mentions:
    """Return room for what is known of each mention."""
    return Mentions(*(np.zeros(len(countries.start), np.int32) for _ in Mentions._fields))


class Lead(NamedTuple):
    """Where the title, the first sentence and the lead of a text end."""

    title_end: int
    early_end: int
    end: int


@kernel
def lead_of(batch: Batch, text: int, title_end: int) -> Lead:
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
def count_mentions(countries: Countries, text: int, lead: Lead, evidence: Numbers, mentions: Mentions) -> int:
    """Begin the evidence of a text with how and where its states are named; return how many they are."""
    n_states = 0
    for row in range(countries.first[text], countries.first[text + 1]):
        state = countries.country[row]
        if evidence[state, N_MENTIONS] == 0:
            evidence[n_states, STATE] = state
            n_states += 1
        evidence[state, N_MENTIONS] += 1
        evidence[state, N_TITLE] += countries.end[row] <= lead.title_end
        evidence[state, N_LEAD] += lead.title_end < countries.start[row] < lead.end
        forms = evidence[state, MANNER] & _FORMS | M_FORM << countries.form[row]
        evidence[state, MANNER] = forms | (M_TOWNS if forms == M_FORM << BY_CITY else 0)
        mentions.previous[row] = evidence[state, LAST_ROW]
        evidence[state, LAST_ROW] = row + 1
    return n_states


@kernel
def note_list(
    countries: Countries, first: int, last: int, is_with_home: bool, lead: Lead, evidence: Numbers, mentions: Mentions
) -> None:
    """Note of a list of the mentions [first, last) how many states it holds, and whether home is one of them."""
    n_states, manner = 0, 0
    for row in range(first, last):
        n_states += mentions.previous[row] <= first
    if n_states == 1:
        zone = 0 if countries.end[first] <= lead.title_end else 1 if countries.start[first] < lead.end else 2
        manner = M_ALONE << zone
    elif is_with_home:
        manner = M_PAIRED if n_states == 2 else M_WITH_HOME
    for row in range(first, last):
        state = countries.country[row]
        mentions.token[row], mentions.stop[row] = countries.first_token[first], countries.last_token[last - 1]
        evidence[state, N_LISTED] = max(evidence[state, N_LISTED], n_states)
        evidence[state, MANNER] |= manner
