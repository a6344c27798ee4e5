"""Does a form of a state mean the state here? Local rules: what stands right before and right after it.

Each rule looks at a bounded stretch of text (so hostile text stays linear) and at the word lists of
`knowledge/country_context.toml`. Rules that need the other countries of the release are in `countries.py`; the forms
themselves, and phrases that are never a state ('Indian Ocean'), are in `country_forms.py`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from reading.country_forms import KNOWLEDGE, Form, country_forms, read_rows

#: How far to either side a rule may look, in characters.
REACH = 80
#: How many words before a form a rule may look at.
N_WORDS = 6

_NEXT = re.compile(r"[ \-‑–]([^\W\d_][\w’']*)(?:[ -]([^\W\d_][\w’']*))?")
_INITIAL_AFTER = re.compile(r" [A-Z]\. [A-Z][a-z]")
_INITIAL = re.compile(r"[A-Z]\.$")
_JOINED = re.compile(r"(?:,| and| or|, and| &|/) ?([A-Z][a-z]+)")
#: 'Kazakh and Russian languages'.
_LANGUAGES_AFTER = re.compile(r"(?:(?:,| and| or|, and| &) [A-Z][a-z]+){1,5} (?:languages?|speakers?)\b")
_STATE_AFTER = re.compile(r",? \(?([A-Z]\w+)")
_MORE_INITIALS = re.compile(r"[A-Z]\.")
_PLAIN_HONORIFICS = frozenset({"Mr", "Mrs", "Ms", "Dr"})
_WHERE = frozenset({"in", "to", "from", "at", "near", "across", "throughout", "within", "the", "In", "To", "From"})
#: 'Son', 'Stone' and 'Wood' are words.
MIN_SURNAME = 5
_BEFORE_PRONOUN = frozenset({"ABOUT", "CONTACT", "JOIN", "FOLLOW", "LET", "TELL", "HELP", "GIVE", "SHOW"})
#: 'in French.', 'in English and French', 'into French was', but not 'in French waters'.
_LIST_END = re.compile(
    r"(?:(?:,| and| or|, and| &|/) ?[A-Z][a-z]+){0,5}"
    r"(?:\s*(?:[.,;:!?)\]\"”]|$|\n)| (?:was|were|is|are|has|have|will|by|for|with|during|before|after|as)\b)"
)
_JOINS = frozenset({"and", "or", "&"})


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists, ready for look-up."""

    next_words: dict[tuple[str, str], str]
    previous_words: dict[tuple[str, str], str]
    previous_ends: frozenset[str]
    languages: frozenset[str]
    english_next: frozenset[str]
    treaty: re.Pattern[str]
    treaty_states: frozenset[str]
    honorifics: frozenset[str]
    titles: frozenset[str]
    nouns: frozenset[str]
    given_names: frozenset[str]
    surname_endings: tuple[str, ...]
    english_endings: tuple[str, ...]
    family_names: frozenset[str]
    place_previous: frozenset[str]
    georgia: dict[str, frozenset[str]]
    postal: frozenset[str]
    province_towns: frozenset[str]
    form_words: frozenset[str]
    first_words: frozenset[str]


def _by_kind(rules: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    return {
        (kind, spelling): rule["rule_id"]
        for rule in rules
        for kind in rule["kinds"]
        for word in rule["words"]
        for spelling in (word, word.upper())
    }


def _treaty(lists: dict[str, list[str]]) -> re.Pattern[str]:
    """A treaty noun after up to two capitalized words: 'Agreement', 'Climate Agreement', '-Montreal Framework'."""
    nouns = "|".join(sorted({form for noun in lists["nouns"] for form in (noun, noun.upper())}, key=len, reverse=True))
    lower = "|".join(lists["lower"])
    named = rf"(?:[-–][A-Z]\w*)?(?: [A-Z][\w-]*){{0,2}} (?:{nouns})\b(?! (?:[Mm]inister|Secretary))"
    return re.compile(rf"{named}|[ -](?:{lower})\b")


@cache
def word_lists() -> Lists:
    """Return the word lists of `country_context.toml`."""
    data = tomllib.loads((KNOWLEDGE / "country_context.toml").read_text(encoding="utf-8"))
    person = data["person"]
    words = {word for form in country_forms() if form.country_code for word in form.form.split()}
    previous = _by_kind(data["previous"])
    return Lists(
        next_words=_by_kind(data["next"]),
        previous_words=previous,
        previous_ends=frozenset(phrase.split(" ")[-1] for _, phrase in previous),
        languages=frozenset(data["language"]["names"]),
        english_next=frozenset(data["english"]["next"]),
        treaty=_treaty(data["treaty"]),
        treaty_states=frozenset(data["treaty"]["states"]),
        honorifics=frozenset(person["honorifics"]),
        titles=frozenset(person["titles"]) | frozenset(person["honorifics"]),
        nouns=frozenset(person["nouns"]),
        given_names=frozenset(row["given_name"] for row in read_rows("country_given_name.csv")),
        surname_endings=tuple(person["surname_endings"]),
        english_endings=tuple(person["english_endings"]),
        family_names=frozenset(person["family_names"]),
        place_previous=frozenset(data["place"]["previous"]),
        georgia={key: frozenset(value) for key, value in data["georgia"].items()},
        postal=frozenset(data["postal"]["codes"]),
        province_towns=frozenset(data["postal"]["towns"]),
        form_words=frozenset(words),
        first_words=frozenset(form.form.split()[0] for form in country_forms() if form.country_code),
    )


class Context:
    """What stands around one hit: the text of its line within reach, and the words next to it."""

    __slots__ = ("after", "before", "following", "in_title", "previous")

    def __init__(self, full: str, start: int, end: int, in_title: bool) -> None:
        """Cut the context out of the release."""
        before = full[max(0, start - REACH) : start]
        self.before = before[before.rfind("\n") + 1 :]
        self.after = full[end : end + REACH]
        # Words before count only if a space, not a bracket or a hyphen, stands between.
        self.previous = self.before.split()[-N_WORDS:] if before.endswith(" ") else []
        following = _NEXT.match(self.after)
        self.following: tuple[str, str] = (following[1], following[2] or "") if following else ("", "")
        self.in_title = in_title

    @property
    def word_before(self) -> str:
        """The word right before, without the dot of an abbreviation; empty if there is none."""
        return self.previous[-1].rstrip(".") if self.previous else ""


def denial(form: Form, around: Context) -> str | None:
    """Return the rule by which a form means no state here, or None if it may mean its state."""
    return (
        _listed(form, around)
        or _instrument(form, around)
        or (_language(form, around) if form.kind == "adjective" else None)
        or _person(form, around)
        or _abbreviated(form, around)
    )


def _listed(form: Form, around: Context) -> str | None:
    """A word of the lists stands next to the form: 'Turkish lira', 'Paris Street', 'Air France', 'Treaty of Rome'."""
    lists = word_lists()
    kind, (first, second) = form.kind, around.following
    if first:
        rule = lists.next_words.get((kind, first)) or (second and lists.next_words.get((kind, f"{first} {second}")))
        if rule:
            return rule
    previous = around.previous
    if not previous or previous[-1] not in lists.previous_ends:
        return None
    for n_words in range(1, min(len(previous), 3) + 1):
        if rule := lists.previous_words.get((kind, " ".join(previous[-n_words:]))):
            return rule
    return None


def _instrument(form: Form, around: Context) -> str | None:
    """A treaty or process that bears a city's name: 'Paris Climate Agreement'."""
    lists = word_lists()
    named_for = form.kind == "city" or form.country_code in lists.treaty_states
    if named_for and around.after[:1] in {" ", "-", "–"} and lists.treaty.match(around.after):
        return "country.not.treaty"
    return None


def _language(form: Form, around: Context) -> str | None:
    """The language, not the people: 'in French.', 'English and Spanish', 'English' itself."""
    lists = word_lists()
    is_language = (
        (form.guard == "english" and around.following[0] not in lists.english_next)
        or _is_among_languages(around)
        or _LANGUAGES_AFTER.match(around.after) is not None
    )
    is_singular = not form.form.endswith("s") or form.form == "Swiss"
    if not is_language and is_singular and _word_before_list(around) in {"in", "into", "from", "In"}:
        is_language = _LIST_END.match(around.after) is not None or around.following[0] in {"into", "to"}
    return "country.not.language" if is_language else None


def _word_before_list(around: Context) -> str:
    """The word before the list that the form is the end of: 'in' before 'Greek' in 'in Polish, Czech and Greek'."""
    words = around.previous
    at = len(words)
    while at and (words[at - 1] in _JOINS or (words[at - 1][-1] == "," and words[at - 1][0].isupper())):
        at -= 1 + (words[at - 1] in _JOINS and at > 1 and words[at - 2][0].isupper())
    return words[at - 1].lstrip('(["“') if at else ""


def _is_among_languages(around: Context) -> bool:
    """A word that is only a language stands beside it in a list: 'English and French.', 'Spanish and Arabic'."""
    lists = word_lists()
    before = around.before.rstrip(" ,/&").removesuffix(" and").removesuffix(" or").rstrip(" ,")
    if before[before.rfind(" ") + 1 :] in lists.languages and _LIST_END.match(around.after):
        return True
    joined = _JOINED.match(around.after)
    return joined is not None and joined[1] in lists.languages


def _person(form: Form, around: Context) -> str | None:
    """A family or given name: 'Mr. France', 'Secretary Jordan', 'Chad Smith', 'Lindsey Jordan'."""
    if " " in form.form or form.kind not in {"name", "city", "region", "adjective"}:
        return None
    lists = word_lists()
    word = around.word_before
    if form.guard not in {"person", "place", "georgia"}:
        # No name that people bear, so only the surest signs count.
        is_person = word in _PLAIN_HONORIFICS or (
            form.kind != "adjective" and (word in lists.honorifics or word in lists.given_names)
        )
        is_person = is_person or (form.guard == "given" and _is_family_name_next(around))
    else:
        is_person = _is_surname(around) or _is_given_name(form, around)
    if is_person:
        return "country.not.person"
    return "country.not.place" if form.guard == "place" and not _is_place(form, around) else None


def _is_surname(around: Context) -> bool:
    """A title, a given name or an initial stands before: 'Secretary Jordan', 'M. Jordan', 'Senator Lindsey Jordan'."""
    lists = word_lists()
    word, previous = around.word_before, around.previous
    if (
        word.capitalize() in lists.titles
        or word in lists.titles
        or word in lists.given_names
        or (previous and _INITIAL.match(previous[-1]))
    ):
        return True
    is_titled = len(previous) > 1 and previous[-2].rstrip(".") in lists.titles
    return is_titled and word[:1].isupper() and word not in lists.form_words and word not in lists.nouns


def _is_family_name_next(around: Context) -> bool:
    """A name that is rarely a given one needs a family name after it: 'India Whitfield', 'Brazil Torres'."""
    lists, name = word_lists(), around.following[0].removesuffix("'s").removesuffix("’s")
    if around.after[:1] != " " or around.word_before in lists.place_previous or name in lists.nouns:
        return False
    ends = name.istitle() and len(name) > MIN_SURNAME and name.endswith(lists.english_endings)
    return ends or name in lists.family_names


def _is_given_name(form: Form, around: Context) -> bool:
    """A capitalized word follows that is neither an institution's nor a country's: it may be a surname."""
    lists = word_lists()
    if not around.in_title and _INITIAL_AFTER.match(around.after):
        return form.kind != "adjective"  # 'Chad M. Ito'
    surname = around.following[0].removesuffix("'s").removesuffix("’s")
    if around.in_title or around.after[:1] != " " or not surname[:1].isupper() or surname.isupper():
        return False
    if surname in lists.nouns or surname in lists.titles or surname in lists.first_words:
        return False
    if form.kind == "adjective":  # 'German Chancellor' is the rule, 'German Ivanov' the exception
        return surname.endswith(lists.surname_endings)
    earlier = around.previous[-2] if len(around.previous) > 1 else ""
    if (around.word_before == "of" and earlier[:1].isupper()) or (
        around.word_before == "and" and earlier in lists.form_words
    ):
        return False  # 'Parliament of Kenya Moses Otieno', 'Envoy to Norway and Kenya Ann Reed': office, then holder
    return around.word_before not in _WHERE


def _is_place(form: Form, around: Context) -> bool:
    """A preposition stands before the name, or the state after it: 'in Nice', 'Lima, Peru', 'Fairfax, Virginia'."""
    lists = word_lists()
    if around.word_before in lists.place_previous or (form.kind == "region" and around.before.endswith(", ")):
        return True
    follows = _STATE_AFTER.match(around.after)
    return bool(follows) and follows[1] in lists.first_words  # type: ignore[index]


def _abbreviated(form: Form, around: Context) -> str | None:
    """'US' as the pronoun of a line in capitals, 'U.S.' as the start of a longer abbreviation."""
    if form.kind != "abbreviation":
        return None
    if form.guard == "capitals" and around.word_before.upper() in _BEFORE_PRONOUN:
        return "country.not.pronoun"
    if form.form.endswith(".") and _MORE_INITIALS.match(around.after):
        return "country.not.initials"
    return None
