"""What is known of offices of state: who lacks which, which one person holds, whose holders are sent abroad.

Here belong facts about offices and the names of their holders, read from `knowledge/`. What they mean for a person of a
release is decided in `represented`; the grammar of titles is in `titles`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from reading.names import rows
from reading.titles import Title

_POSTED_HEADS = (
    "ambassador",
    "chargé",
    "charge d",
    "high commissioner",
    "consul",
    "head of mission",
    "chief of mission",
)
#: Offices that one person of a state holds at a time.
_SOLE_OFFICES = frozenset(
    {"president", "prime minister", "minister", "king", "queen", "head of state", "chancellor", "premier"}
)


@cache
def _absent_offices() -> Mapping[str, frozenset[str]]:
    """By state, the offices it does not have."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows("title_absent.csv"):
        found[row["country_code"]].add(row["form"])
    return {code: frozenset(forms) for code, forms in found.items()}


def lacks(code: str | None, title: Title) -> bool:
    """Return whether a state does not have this office."""
    absent = _absent_offices().get(code or "", frozenset())
    return any(head.form.lower().endswith(form) for head in title.heads for form in absent)


def lacks_office(code: str | None, form: str) -> bool:
    """Return whether a state does not have an office of this name in lower case."""
    return any(form.endswith(absent) for absent in _absent_offices().get(code or "", frozenset()))


def is_posted(title: Title) -> bool:
    """Return whether it is a title of those who are sent to another state."""
    forms = " ".join(head.form.lower() for head in title.heads)
    return any(word in forms for word in _POSTED_HEADS)


def sole_office(form: str, before: str, is_bare: bool) -> str:
    """Return the office that only one person of a state holds, else an empty string.

    `form` is the head of a title, `before` the word before it in lower case, `is_bare` whether it stands alone.
    """
    office = form.lower()
    if office in _SOLE_OFFICES and (before == "foreign" or (is_bare and office != "minister")):
        return f"{before} {office}".strip()
    return ""


@cache
def name_endings() -> Mapping[str, tuple[str, ...]]:
    """Return by ending of a family name the states in which such names are common, the commonest first."""
    return {row["ending"]: tuple(row["country_codes"].split()) for row in rows("name_ending.csv")}
