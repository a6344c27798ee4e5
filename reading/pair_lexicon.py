"""What stands between titles and names, as patterns over tokens. Which title belongs to which name is for `pairing`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from reading.patterns import Pattern, compile_patterns

#: Brackets: what stands in them does not count.
_BRACKET = "(<open> <close>)?"
_CHAIN_SIGN = "(- | / | & | and the?)"
#: Forms of address that stand before the second of two titles ('Minister of Trade, Hon. Ambassador A B').
_ADDRESS = "(Hon .? | Hon'ble | H . E . | Dr . | Mr . | Mrs . | Ms .)*"
_NEW = "first|new|newly|recently|appointed|elected|current|incoming|outgoing|long-serving|resident|non-resident"
_AFTER_NAME = (
    f"{_BRACKET} (, | - | —)? (the? <Cap> (<Cap> | - <word>)* ' s"
    " | the | a | an | our | its | his | her | the? Hon'ble | Hon. | H.E. | who is the? | who serves as the?"
    f" | as the? | and)? (<lower> ' s)? ({_NEW})*"
)
#: An office that somebody gets ('A B has been appointed Ambassador', 'to A B on his election as President').
_APPOINTED = (
    f"{_BRACKET} ,? ((who | he | she)? (has been | have been | had been | was | were | is | will be)"
    " (re -)? (appointed | reappointed | elected | reelected | named | nominated | renominated | designated | confirmed"
    " | chosen | selected | sworn in) (as | to the post of)?"
    " | (re -)? (appointed | reappointed | elected | reelected | named) as? | has? (took | taken | assumed) office as"
    " | who? (will | to | is to)? (serve | serves | serving) as"
    " | (who (has been | was) <lower> and)? (will become | becomes)"
    " | has? (assume | assumes | assumed | taken | took) (charge | duties | office) as the?"
    " | presented (his | her) (credentials | letters of credence | letter of credence) as"
    " | has? (taken | took) up (the | his | her) (duties | post | office | position) (of | as)"
    " | on (his | her | their) (re -)? (appointment | reappointment | election | reelection | nomination | inauguration"
    " | assumption of office) as | as) (the | its | our | <word>+ ' s)? (new | next | first)?"
)
#: What is done by somebody else's authority ('By decree of the Head of State, A B ...').
_ON_BEHALF = (
    "(decree | order | behalf | invitation | request | instruction | instructions | initiative | decision | direction"
    " | patronage | presence | auspices | leadership | proposal | recommendation | absence) (of | by | from)"
    " (the | his | her)? excellency?"
)
#: What may stand between two pieces, by the bit of its pattern.
BEFORE, BEFORE_COMMA, CHAIN, CHAIN_COMMA, CHAIN_AND, CHAIN_SIGNED, AND, AFTER, LIST, OWNS = (1 << b for b in range(10))
_BETWEEN = (
    f"{_BRACKET} (: | -)? (the | namely)?",
    f"{_BRACKET} , (: | -)? (the | namely)?",
    f"(' s)? {_BRACKET} ({_CHAIN_SIGN} | — | the)? {_ADDRESS}",
    f"(' s)? {_BRACKET} , ({_CHAIN_SIGN} | — | the)? {_ADDRESS}",
    f"(' s)? {_BRACKET} ,? and the?",
    f"(' s)? {_BRACKET} ,? {_CHAIN_SIGN}",
    "and",
    _AFTER_NAME,
    f"{_BRACKET} (of the? <Cap> (- <Cap> | ' s | of | the | and | <Cap>)*)? (, | and | , and | & | ; | ; and)",
    "' s",
)


class PairLexicon(NamedTuple):
    """What stands between titles and names, also where somebody gets an office; what before somebody else's title."""

    between: Pattern
    appointed: Pattern
    behalf: Pattern


@cache
def pair_lexicon() -> PairLexicon:
    """Return the patterns, compiled once."""
    return PairLexicon(
        compile_patterns(_BETWEEN), compile_patterns([_APPOINTED]), compile_patterns([_ON_BEHALF], backward=True)
    )
