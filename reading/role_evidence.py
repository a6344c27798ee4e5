"""What was seen of the states of a release: how often and where each is named, and what speaks for a counterpart.

The rules that fill the signs are in `role_runs` and `role_people`; what follows from them is decided in `roles`.
"""

from __future__ import annotations

from typing import NamedTuple

from reading.columns import Countries
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

# Columns of the evidence, a row a state: how often it is named, in the title, in the lead, and what was seen (S_...).
# `STATE` is apart from the others: its first rows hold the states of the text in order of their first mention.
N_MENTIONS, N_TITLE, N_LEAD, SIGNS, STATE = range(5)
N_COLUMNS = 5
#: Signs.
S_SUBJECT, S_TOPIC, S_ACTOR, S_EARLY_ACTOR, S_BODY, S_MET, S_LISTED, S_PARTNER = (1 << bit for bit in range(8))
SIGN_NAMES = ("subject", "topic", "actor", "early actor", "body", "met", "listed", "partner")
N_SIGNS = 7  # without what the rules conclude


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
def count_mentions(countries: Countries, text: int, lead: Lead, evidence: Numbers) -> int:
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
