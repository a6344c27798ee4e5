"""Which states a release means, and where: names, adjectives, abbreviations, cities and metonyms.

Here belong the phrases to look for and the decisions that need more than the neighbouring words: which Georgia, which
Congo, whether Brussels is a town, a town of the same name in another state. Neighbouring words: `country_context.py`;
what states are called: `country_forms.py`; what part a state has in the release: `roles.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from reading.country_context import Context, denial, word_lists
from reading.country_forms import Country, Form, country_forms, country_table
from reading.matching import Phrase
from reading.model import CountryMention, Hit, Span, Text

__all__ = ["Country", "country_table", "phrases", "read_countries"]

KIND = "country"

MentionForm = Literal["name", "adjective", "abbreviation", "city", "metonym"]
_MENTION_FORM: dict[str, MentionForm] = {
    "name": "name",
    "adjective": "adjective",
    "abbreviation": "abbreviation",
    "city": "city",
    "region": "city",
    "metonym": "metonym",
    "prefix": "adjective",
}
#: What may stand between two members of a list.
_LIST_GAP = re.compile(r"(?:,|,? and|,? or|/| &) ?$")
_FIRST_WORD = re.compile(r"\w+")
#: Guards of forms that do not name a state by themselves.
_UNSURE = frozenset({"state", "union", "congo", "georgia"})
#: What ends a place: 'in Athens, United States, ...'; empty at the end of the text.
_ENDS = frozenset({"", ",", ".", ";", ")", "\n"})
_KOREAS = {"KOR": "PRK", "PRK": "KOR"}
_POSTAL = re.compile(r", ([A-Z]{2})\b")


def phrases() -> list[Phrase]:
    """Return all forms of all states, and the phrases that only look like one; the key is the form's index."""
    return [
        Phrase(form.form, KIND, key, "exact" if form.is_exact else "name") for key, form in enumerate(country_forms())
    ]


@dataclass(slots=True)
class _Candidate:
    """A hit that its neighbours do not deny."""

    start: int
    end: int
    form: Form
    country_code: str
    rule_id: str
    needs_state: bool = False
    confidence: float = 1.0


def read_countries(text: Text, hits: Sequence[Hit]) -> list[CountryMention]:
    """Return the mentions of states, by position, none overlapping another.

    `hits` are those of kind 'country'. Possessive endings are not part of a span.
    """
    candidates = _candidates(text, hits)
    release = _Release(text.full, candidates)
    kept = [part for index, each in enumerate(candidates) if release.resolve(index) for part in _parts(text.full, each)]
    return [
        CountryMention(
            Span(each.start, each.end, each.rule_id, each.confidence), each.country_code, _MENTION_FORM[each.form.kind]
        )
        for each in kept
    ]


def _parts(full: str, candidate: _Candidate) -> list[_Candidate]:
    """Return a candidate, or the two states of 'inter-Korean', 'North and South Korea': the first word is the other."""
    if candidate.form.guard != "pair":
        return [candidate]
    first = _FIRST_WORD.match(full, candidate.start)
    middle = first.end() if first else candidate.start
    other = _KOREAS[candidate.country_code]
    return [replace(candidate, end=middle, country_code=other), replace(candidate, start=middle + 1)]


@cache
def _capitals() -> frozenset[str]:
    return frozenset(country.capital_name for country in country_table() if country.capital_name)


def _candidates(text: Text, hits: Sequence[Hit]) -> list[_Candidate]:
    """Return the hits that their neighbours do not deny; a list of treaties is read from its end."""
    forms = country_forms()
    full, n_title = text.full, len(text.title)
    found = []
    treaty_start = len(full) + 1
    for start, end, key in reversed(hits):
        form = forms[key]
        code = form.country_code
        if code is None or start < n_title < end:
            continue
        rule = denial(form, Context(full, start, end, end <= n_title))
        if not rule and form.kind == "city" and 0 <= treaty_start - end <= 6:
            # 'the Stockholm, Basel and Rotterdam Conventions'
            rule = _LIST_GAP.match(full[end:treaty_start]) and "country.not.treaty"
        # 'Sofia agreed': a capital without a preposition counts if its state is named elsewhere.
        needs_state = rule == "country.not.place" and form.form in _capitals()
        if rule and not needs_state:
            treaty_start = start if rule == "country.not.treaty" else treaty_start
            continue
        # The hyphen of a prefix ('Sino-') is not part of the span.
        span_end = end - 1 if form.kind == "prefix" else end
        found.append(_Candidate(start, span_end, form, code, f"country.{form.kind}", needs_state))
    found.reverse()
    return found


class _Release:
    """The candidates of one release: what is ambiguous by itself is settled by the others."""

    def __init__(self, full: str, candidates: list[_Candidate]) -> None:
        self.full = full
        self.candidates = candidates
        self.named = {
            each.country_code for each in candidates if not each.needs_state and each.form.guard not in _UNSURE
        }
        self.spelt = {each.form.form for each in candidates}

    def resolve(self, index: int) -> bool:
        """Settle the state of a candidate; False if it means none."""
        candidate = self.candidates[index]
        self._name_town(index)
        if candidate.needs_state:
            return candidate.country_code in self.named or self._is_among_capitals(index)
        match candidate.form.guard:
            case "state":
                return candidate.country_code in self.named
            case "union":
                return "BEL" in self.named or self._is_town(candidate)
            case "congo" if "COG" in self.named and "COD" not in self.named:
                candidate.country_code, candidate.rule_id = "COG", "country.congo-by-context"
            case "georgia" if self._is_american_georgia(index):
                candidate.country_code, candidate.rule_id = "USA", "country.georgia-us-state"
        return True

    def _gap(self, index: int) -> str | None:
        """The text between a candidate and the next, if short."""
        if index < 0 or index + 1 >= len(self.candidates):
            return None
        start, end = self.candidates[index].end, self.candidates[index + 1].start
        return self.full[start:end] if end - start <= 8 else None

    def _is_among_capitals(self, index: int) -> bool:
        """'Canberra, Wellington and Ottawa': one beside another means its state without a preposition."""
        for gap_index, neighbour_index in ((index - 1, index - 1), (index, index + 1)):
            gap = self._gap(gap_index)
            if gap is not None and _LIST_GAP.fullmatch(gap):
                neighbour = self.candidates[neighbour_index]
                if neighbour.form.form in _capitals() and not neighbour.needs_state:
                    return True
        return False

    def _name_town(self, index: int) -> None:
        """'Paris, Texas', 'Lebanon, Ohio', 'Cambridge, MA': a town of the province that follows."""
        candidate = self.candidates[index]
        if candidate.form.kind not in {"name", "city"}:
            return
        if self._gap(index) == ", ":
            region = self.candidates[index + 1]
            in_list = (self._gap(index - 1) or "") == ", "
            if not in_list and (region.form.kind == "region" or self._is_namesake(candidate, index + 1)):
                candidate.country_code, candidate.rule_id = region.country_code, "country.town-of-region"
            return
        postal = _POSTAL.match(self.full, candidate.end)
        if postal and postal[1] in word_lists().postal:
            candidate.country_code, candidate.rule_id = "USA", "country.town-of-region"

    def _is_namesake(self, candidate: _Candidate, index: int) -> bool:
        """'in Rome, New York, ...', 'in Athens, United States.': a town of the state after it, if no list goes on."""
        region = self.candidates[index]
        is_state = region.form.kind in {"name", "abbreviation"} and region.form.guard != "georgia"
        ends = self.full[region.end : region.end + 1] in _ENDS and not _LIST_GAP.match(self._gap(index) or "")
        around = Context(self.full, candidate.start, candidate.end, False)
        return (
            ends
            and ((is_state and candidate.form.kind == "city") or region.form.form in word_lists().province_towns)
            and candidate.country_code != region.country_code
            and around.word_before in word_lists().place_previous
        )

    def _is_town(self, candidate: _Candidate) -> bool:
        """A city that is also a by-name of a union is a place after a preposition or before its state."""
        around = Context(self.full, candidate.start, candidate.end, False)
        return around.word_before in word_lists().place_previous or around.after.startswith(", Belgium")

    def _is_american_georgia(self, index: int) -> bool:
        """Georgia of the United States: by the words beside it, by its neighbours in a list, by the towns named."""
        lists = word_lists().georgia
        candidate = self.candidates[index]
        around = Context(self.full, candidate.start, candidate.end, False)
        if around.following[0] in lists["next"] or " ".join(around.previous[-2:]) in lists["previous"]:
            return True
        if around.word_before in lists["previous"]:
            return True
        for gap_index, neighbour_index in ((index - 1, index - 1), (index, index + 1)):
            gap = self._gap(gap_index)
            neighbour = self.candidates[neighbour_index] if gap is not None else None
            if neighbour is None or gap is None or not _LIST_GAP.match(gap):
                continue
            if neighbour.form.kind == "region" and neighbour.country_code == "USA":
                return True
            is_town = neighbour_index < index and gap == ", " and neighbour.form.kind == "city"
            is_list = self._gap(index) in {", ", " and ", ", and "} and not self._is_american_town(index + 1)
            if is_town and neighbour.country_code != "GEO" and not is_list:
                neighbour.country_code = "USA"
                return True
        return bool(self.spelt & lists["american"]) and not self.spelt & lists["caucasian"]

    def _is_american_town(self, index: int) -> bool:
        """'Athens, Georgia, and Paris, Texas': the next of the list is a town with its province, too."""
        region = self.candidates[index + 1].form if self._gap(index) == ", " else None
        return region is not None and region.kind == "region" and region.country_code == "USA"
