"""The words around names, titles and states that tell who meets, leads, signs, travels or speaks for whom.

Each question is a pattern over tokens (`patterns`); which bit answers it is a constant here. What the answers mean is
decided in `persons`, `encounters` and `represented`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from reading.patterns import Pattern, compile_patterns
from reading.wordmap import WordMap, word_map

_HONOURED = "(the|his|her)? (H . E .)?"
_TODAY = "(today|yesterday|separately|also|by phone|this (morning|afternoon|evening)|(in|on) <Cap>)*"
#: Whoever these words lead to is the other side.
_MET_WITH = (
    "(met|meet|meets|meeting|meetings|talks|conversation|conversations|consultations|negotiations|call)"
    f" {_TODAY} with {_HONOURED}"
)
_MET = (
    "(met|meet|meets|meeting|saw|see|thanked|thanks|thank|briefed|congratulated|congratulates|talked to|spoke to"
    "|spoke with|called on|calls on|calling on) (the)?"
)
_VISIT = "(received by|welcomed by|hosted by) (the)?"
#: Whoever such a call or message reaches is of another state.
_AFAR = (
    "((telephone|phone) (conversation|call|talks)|by (telephone|phone)|video -? conference|videoconference)"
    f" <inner>* with {_HONOURED}"
    "|(message|messages|letter|letters|telegram|telegrams|cable|cables|congratulations|condolences|sympathy|sympathies"
    f"|greetings) (of <lower>+)? to {_HONOURED}"
)
_LED = "(led|headed|chaired|represented) by (the|its|their)? (H . E .)?"
_COUNTERPART = (
    "(counterpart|counterparts|colleague|colleagues|peer|peers|homologue|homologues)"
    " (,|-|—)? (Mr .|Ms .|Mrs .|H . E .)?"
)
_CITY = "(<Cap> (- <word>)* ,)?"
_PLACE = f"(in|at|to) {_CITY}"
_TRAVEL = f"(visit|visits|visited|travel|travels|trip|arrive|arrives|arrival) (to|in)? (the)? {_CITY}"
_SIGNED = (
    "(signed|put|chaired|led|spoke|initialled|opened|headed|acted|participated|attended) <lower>*"
    " (for|on behalf of|on the part of) (the)?"
)
_PEER_OF = "(counterpart|colleague|peer|homologue) (from|of) (the)?"
#: What stands before a name and its title, by bit; `_AFAR` is a pattern of its own, since it may reach back far.
B_MET, B_VISIT, B_LED, B_LED_COMMA, B_COUNTERPART = (1 << bit for bit in range(5))
_BEFORE = (f"{_MET_WITH}|{_MET}", _VISIT, _LED, f", {_LED}", _COUNTERPART)

_SPEECH = (
    "<open> (born|aged)|, (who|aged|born)|"
    "(, in (his|her) turn ,|, for (his|her) part ,)? (also|further|then|has|had|have|later|is|was)*"
    " (said|says|noted|notes|stated|states|emphasised|emphasized|emphasises|emphasizes|stressed|stresses|underlined"
    "|underscored|added|adds|told|pointed|highlighted|expressed|conveyed|thanked|welcomed|congratulated|commended"
    "|reaffirmed|affirmed|confirmed|explained|informed|recalled|announced|declared|briefed|urged|called|visited|met"
    "|received|presented|delivered|attended|participated|spoke|discussed|proposed|praised|extended|appreciated"
    "|acknowledged|assured|invited|opened|chaired|signed|arrived|joined|led|served|serves|represented|remarked|observed"
    "|outlined|mentioned|reiterated|requested|wished|hailed|concluded|highly|positively|believes|will|appointed|elected"
    "|named|sentenced|detained|arrested|killed|imprisoned|born|graduated|holds|joins|succeeds|replaces)"
)
#: Whoever does so is where the event is.
_HOSTS = ",? (also|warmly)? (welcomed|received|hosted|greeted)"
#: What stands behind a name, by bit.
A_SPEECH, A_HOSTS = 1, 2
_AFTER = (_SPEECH, _HOSTS)

#: In such a sentence everybody who follows is of the state before.
_DELEGATION = (
    "(<lower> (- <lower>)*){0,2} (delegation|side|team) (also|further)?"
    " (,|included|includes|comprised|comprises|consisted of"
    "|was composed of|was made up of|was represented by)"
)
_PEERS = "(counterpart|counterparts|peer|peers|colleague|colleagues)"
_UNIT_BEFORE = (_PLACE, _TRAVEL, "in", _SIGNED, _PEER_OF)
_UNIT_AFTER = (_DELEGATION, _PEERS, "<close>", "' s", ",")

#: What stands between two pieces, all of it, by bit.
(
    G_OF,
    G_FROM,
    G_PEER,
    G_LEADS,
    G_OPEN,
    G_COMMA,
    G_LISTED,
    G_BY,
    G_CITIZENS,
    G_REPRESENTED,
    G_OWNS,
) = (1 << bit for bit in range(11))
_BETWEEN = (
    "of (the)?",
    "from (the)?",
    ", (his|her)",
    ",? who (heads|leads|chairs|directs|runs|represents|is with) (the)?",
    "<open>",
    ",",
    ",|and|, and|&|;|; and",
    "by",
    "citizens|citizen|nationals|national",
    "(was|is|were|will be) represented (<lower> -?)* by (the)?",
    "' s (<lower> (- <lower>)*){0,3}|(counterpart|counterparts|colleague|colleagues) ,?",
)

#: Facts of words: openings of family names, ships, fields of work that a state may be, fields of public service, words
#: of offices, words that lead to a single name, 'in' and 'the'.
W_FAMILY, W_SHIP, W_FIELD, W_PUBLIC, W_FOREIGN, W_MINISTER, W_LEADS, W_PLACED, W_ENDING = (1 << bit for bit in range(9))
#: ... and words for the other side.
W_PEER = 1 << 12
#: Facts of what stands between two units of a title.
W_TO, W_FOR, W_LIST = (1 << bit for bit in range(9, 12))
_WORDS = {
    #: Family names may open with one of these; the family name is then more than the last word.
    W_FAMILY: "al el bin ibn ben bint van von der den de da dos del di du la le st san ter ten ould della das do mac"
    " abu bani bou al- o",
    W_SHIP: "hms hmas hmcs hmnzs brp kri ins uss usns uscgc pns js roks rss kd tcg orp nrp esps hdms hnoms fgs fs mv"
    " bap ara rv ship frigate vessel",
    W_FIELD: "affairs policy studies and",
    W_PUBLIC: "affairs relations protocol customs immigration police prisons",
    W_FOREIGN: "foreign",
    W_MINISTER: "minister secretary",
    W_LEADS: "said by with told met thanked says and added to",
    W_PLACED: "in the",
    W_PEER: "counterpart colleague homologue",
    #: Endings of family names (Slavic, Turkic, Caucasian, Armenian) that no ordinary foreign word has.
    W_ENDING: "ov ova ev eva enko sky skyy skiy skaya shvili adze edze idze udze ian yan ovich evich uly kyzy qyzy zade"
    " zoda",
}
LONGEST_ENDING = 6
_GAPS = {
    W_TO: (" to ", " to the ", " in ", " in the ", " at ", " at the ", " accredited to "),
    W_FOR: (" for ", " for the ", " on ", " on the ", " with ", " with the "),
    W_LIST: (" and ", ", ", ", and ", " and the "),
}


class Wording(NamedTuple):
    """The patterns and words by which signs are read."""

    before: Pattern
    afar: Pattern
    after: Pattern
    unit_before: Pattern
    unit_after: Pattern
    between: Pattern
    words: WordMap


@cache
def wording() -> Wording:
    """Return the patterns and words, compiled once."""
    flags: dict[str, int] = {}
    for bit, words in _WORDS.items():
        for word in words.split():
            flags[word] = flags.get(word, 0) | bit
    flags |= {gap: bit for bit, gaps in _GAPS.items() for gap in gaps}
    return Wording(
        compile_patterns(_BEFORE, backward=True),
        compile_patterns([_AFAR], backward=True),
        compile_patterns(_AFTER),
        compile_patterns(_UNIT_BEFORE, backward=True),
        compile_patterns(_UNIT_AFTER),
        compile_patterns(_BETWEEN),
        word_map(flags),
    )
