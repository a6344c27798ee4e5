"""What the rules of countries know, as columns and word maps: facts of each form, and the words that decide.

The knowledge is that of `country_forms` and of `knowledge/country_context.toml`; the rules that ask for it are in
`country_context` and `countries`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from reading.columns import BY_ABBREVIATION, BY_ADJECTIVE, BY_CITY, BY_METONYM, BY_NAME
from reading.country_forms import country_forms, country_table
from reading.data import rows, table
from reading.kernel import Codes, Ints, Octets, Shorts
from reading.patterns import Pattern, compile_patterns
from reading.wordmap import WordMap, exact_map

#: Kinds of forms; `K_NONE` holds a form but means no state.
K_NONE, K_NAME, K_ADJECTIVE, K_ABBREVIATION, K_CITY, K_REGION, K_METONYM, K_PREFIX = range(8)
_KINDS = ("none", "name", "adjective", "abbreviation", "city", "region", "metonym", "prefix")
#: How a mention of each kind names its state.
FORM_OF_KIND = (0, BY_NAME, BY_ADJECTIVE, BY_ABBREVIATION, BY_CITY, BY_CITY, BY_METONYM, BY_ADJECTIVE)

#: Conditions on the context of ambiguous forms.
G_NONE, G_PERSON, G_PLACE, G_GEORGIA, G_GIVEN, G_ENGLISH, G_CAPITALS, G_STATE, G_UNION, G_CONGO, G_PAIR, G_ACCENT = (
    range(12)
)
_GUARDS = (
    "",
    "person",
    "place",
    "georgia",
    "given",
    "english",
    "capitals",
    "state",
    "union",
    "congo",
    "pair",
    "accent",
)

#: Facts of a form.
F_MANY_WORDS, F_PLURAL, F_CAPITAL, F_AMERICAN, F_CAUCASIAN, F_TREATY, F_PROVINCE_TOWN, F_ENDS_DOT = (
    1 << bit for bit in range(8)
)
#: Facts of a word beside a form.
W_LANGUAGE, W_ENGLISH_NEXT, W_HONORIFIC, W_TITLE, W_NOUN, W_GIVEN, W_PLACE, W_FORM, W_FIRST, W_WHERE = (
    1 << bit for bit in range(10)
)
W_PLAIN_HONORIFIC, W_PRONOUN, W_JOIN, W_GEORGIA_NEXT, W_POSTAL, W_AFTER_LIST, W_INTO, W_NOT_TREATY, W_FAMILY = (
    1 << bit for bit in range(10, 19)
)

#: By which rule a form means a state, or none.
RULES = (
    "country.none",
    "country.name",
    "country.adjective",
    "country.abbreviation",
    "country.city",
    "country.region",
    "country.metonym",
    "country.prefix",
    "country.town-of-region",
    "country.congo-by-context",
    "country.georgia-us-state",
)
R_TOWN, R_CONGO, R_GEORGIA = 8, 9, 10
#: What a denial says; 0 if there is none.
D_LISTED, D_TREATY, D_LANGUAGE, D_PERSON, D_PLACE, D_SHORT = range(1, 7)


#: Columns of `CountryLexicon.forms`.
COUNTRY, KIND, GUARD, FACTS = range(4)
#: Which phrases of `CountryLexicon.phrases`: those that deny a form before them, behind them, or go with Georgia.
S_NEXT, S_PREVIOUS, S_PREVIOUS_END, S_GEORGIA = range(4)
#: Rows of `CountryLexicon.special`.
USA, GEO, BEL, COG, COD, KOR, PRK = range(7)


class CountryLexicon(NamedTuple):
    """What is known of forms and of the words around them.

    `forms` has a row a form: its state (-1 if it means none), kind, guard and facts. `words` gives the bits of a single
    word (W_...), `phrases` those of a phrase, by salt (S_...): the kinds of forms that it denies. `special` are the
    states that have rules of their own. The letters that end surnames stand one behind the other, each ended by a 0.
    """

    forms: Shorts
    words: WordMap
    phrases: WordMap
    treaty: Pattern
    surname_endings: Codes
    english_endings: Codes
    special: Shorts


@cache
def country_lexicon() -> CountryLexicon:
    """Return the lexicon, built once."""
    data = table("country_context.toml")
    row_of = {country.country_code: row for row, country in enumerate(country_table())}
    forms = [
        (row_of.get(form.country_code or "", -1), _KINDS.index(form.kind), _GUARDS.index(form.guard), facts)
        for form, facts in zip(country_forms(), _facts(data), strict=True)
    ]
    previous = _by_kind(data["previous"])
    return CountryLexicon(
        np.array(forms, np.int16),
        _words(data),
        exact_map(
            _by_kind(data["next"]),
            previous,
            dict.fromkeys((phrase.split()[-1] for phrase in previous), 1),
            dict.fromkeys(data["georgia"]["previous"], 1),
        ),
        _treaty(data["treaty"]),
        _endings(data["person"]["surname_endings"]),
        _endings(data["person"]["english_endings"]),
        np.array([row_of[code] for code in ("USA", "GEO", "BEL", "COG", "COD", "KOR", "PRK")], np.int16),
    )


def _by_kind(rules: list[dict[str, Any]]) -> dict[str, int]:
    """Phrases with the kinds of forms they deny, as bits."""
    found: dict[str, int] = {}
    for rule in rules:
        bits = sum(1 << _KINDS.index(kind) for kind in rule["kinds"])
        for word in rule["words"]:
            for spelling in {word, word.upper()}:
                found[spelling] = found.get(spelling, 0) | bits
    return found


def _facts(data: dict[str, Any]) -> Octets:
    capitals = {country.capital_name for country in country_table() if country.capital_name}
    sets = {
        F_CAPITAL: capitals,
        F_AMERICAN: set(data["georgia"]["american"]),
        F_CAUCASIAN: set(data["georgia"]["caucasian"]),
        F_PROVINCE_TOWN: set(data["postal"]["towns"]),
    }
    facts = np.zeros(len(country_forms()), np.uint8)
    for row, form in enumerate(country_forms()):
        facts[row] = sum(bit for bit, spelt in sets.items() if form.form in spelt)
        facts[row] |= F_MANY_WORDS * (" " in form.form) | F_ENDS_DOT * form.form.endswith(".")
        facts[row] |= F_PLURAL * (form.form.endswith("s") and form.form != "Swiss")
        facts[row] |= F_TREATY * (form.kind == "city" or form.country_code in data["treaty"]["states"])
    return facts


def _words(data: dict[str, Any]) -> WordMap:
    """Single words that decide, each with the bits of the lists it is in."""
    person = data["person"]
    titles = {*person["titles"], *person["honorifics"]}
    forms = [form.form for form in country_forms() if form.country_code]
    sets: dict[int, set[str]] = {
        W_LANGUAGE: set(data["language"]["names"]),
        W_ENGLISH_NEXT: set(data["english"]["next"]),
        W_HONORIFIC: set(person["honorifics"]),
        W_TITLE: {spelling for title in titles for spelling in (title, title.lower(), title.upper())},
        W_NOUN: set(person["nouns"]),
        W_GIVEN: {row["given_name"] for row in rows("country_given_name.csv")},
        W_PLACE: set(data["place"]["previous"]),
        W_FORM: {word for form in forms for word in form.split()},
        W_FIRST: {form.split()[0] for form in forms},
        W_WHERE: {"in", "to", "from", "at", "near", "across", "throughout", "within", "the", "In", "To", "From"},
        W_PLAIN_HONORIFIC: {"Mr", "Mrs", "Ms", "Dr"},
        W_PRONOUN: _any_case("about contact join follow let tell help give show"),
        W_JOIN: {"and", "or", "&"},
        W_GEORGIA_NEXT: set(data["georgia"]["next"]),
        W_POSTAL: set(data["postal"]["codes"]),
        W_AFTER_LIST: {"was", "were", "is", "are", "has", "have", "will", "by", "for", "with", "during", "before"}
        | {"after", "as"},
        W_INTO: {"in", "into", "from", "In"},
        W_NOT_TREATY: {"Minister", "minister", "Secretary"},
        W_FAMILY: set(person["family_names"]),
    }
    flags: dict[str, int] = {}
    for bit, words in sets.items():
        for word in words:
            flags[word] = flags.get(word, 0) | bit
    return exact_map(flags)


def _any_case(words: str) -> set[str]:
    return {spelling for word in words.split() for spelling in (word, word.capitalize(), word.upper())}


def _treaty(lists: dict[str, list[str]]) -> Pattern:
    """A treaty noun after up to two capitalized words: 'Agreement', 'Climate Agreement', '-Montreal Framework'."""
    nouns = "|".join(" ".join(_noun(word) for word in noun.split()) for noun in lists["nouns"])
    lower = "|".join(lists["lower"])
    return compile_patterns([f"(- <Cap>)? (<Cap> (- <word>)?){{0,2}} ({nouns})", f"-? ({lower})"])


def _noun(word: str) -> str:
    return f"^{word}" if word[0].isupper() else word


def _endings(endings: list[str]) -> Ints:
    return np.array([ord(letter) for ending in endings for letter in f"{ending}\x00"], np.uint32)
