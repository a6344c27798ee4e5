"""The rules by which readers find what they find: a row a rule, as the columns `rule` and `how` number them.

Here belong a rule's name in the warehouse and how far it is to be trusted, for all kinds of mentions.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from reading.country_lexicon import RULES

#: Rows of the rules of persons: by the name, a part of it, a title or a form of address with the family name.
P_NAME, P_SHORT, P_TITLED, P_ADDRESSED = range(4)
#: Rows of the rules of topics: terms by zone. The rules of events follow, for topics that stand where an event does.
T_TITLE, T_LEAD, T_BODY, N_TERM_RULES = range(4)
#: Rows of the rules of events: cues by zone, gifts in title and lead, the form of the text, its title for want of else.
E_TITLE, E_LEAD, E_BODY, E_TITLE_GIFT, E_LEAD_GIFT, E_TRANSCRIPT, E_TOGETHER, E_BYLINE, E_FALLBACK = range(9)


class Rule(NamedTuple):
    """A rule, and its confidence in a span it found."""

    rule_id: str
    confidence: float = 1.0


@cache
def country_rules() -> tuple[Rule, ...]:
    """Return the rules of `Countries.rule`."""
    return tuple(map(Rule, RULES))


#: By AS_...
ORGANIZATION_RULES = (
    Rule("organization-name"),
    Rule("organization-acronym"),
    Rule("organization-head"),
    Rule("organization-alone"),
    Rule("organization-implied"),
    Rule("organization-implied"),
)
OFFICIAL_RULES = (
    Rule("official-name"),
    Rule("official-short-name", 0.9),
    Rule("official-title-family-name", 0.9),
    Rule("official-address-family-name", 0.9),
)
EVENT_RULES = (
    Rule("event.cue.title"),
    Rule("event.cue.lead", 0.85),
    Rule("event.cue.body", 0.6),
    Rule("event.cue.title", 0.8),
    Rule("event.cue.lead", 0.8),
    Rule("event.transcript", 0.9),
    Rule("event.together", 0.9),
    Rule("event.byline", 0.8),
    Rule("event.fallback", 0.3),
)
TOPIC_RULES = (Rule("topic.term"), Rule("topic.term", 0.9), Rule("topic.term", 0.7), *EVENT_RULES)
