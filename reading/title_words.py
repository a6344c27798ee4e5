"""The words of official titles: heads, ranks, forms of address and modifiers, read from `knowledge/title*.csv`.

How they make up a title is in `titles`; what of a text is one of them is laid out in `units`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from reading.data import rows
from reading.matching import Phrase

#: Offices that are borne like a rank if they have no field ('Ambassador X').
STYLES = frozenset(
    {"Ambassador", "Federal Councillor", "Senator", "Professor", "Judge", "Justice", "Engineer", "Prince", "Princess"}
)


class TitleEntry(NamedTuple):
    """A title word or form of address. `role`: head, plural, rank, honorific; `domain`: state, body, rank or empty."""

    form: str
    role: str
    domain: str


@cache
def title_entries() -> tuple[TitleEntry, ...]:
    """Return the titles and forms of address that are looked for."""
    return tuple(
        TitleEntry(row["form"], row["role"], row["domain"]) for row in rows("title.csv") if row["role"] != "modifier"
    )


@cache
def entries_by_form() -> dict[str, TitleEntry]:
    """The entries by their form in lower case."""
    return {entry.form.lower(): entry for entry in title_entries()}


@cache
def before_words() -> frozenset[str]:
    """Lower-case words that may stand before a head: modifiers and fields of office."""
    modifiers = {row["form"].lower() for row in rows("title.csv") if row["role"] == "modifier"}
    return frozenset(modifiers | {row["word"] for row in rows("title_portfolio.csv")})


def phrases() -> list[Phrase]:
    """Return the phrases of kind 'title'. Offices count in lower case too ('foreign minister')."""
    return [
        Phrase(entry.form, "title", number, "any" if entry.role in ("head", "plural") else "name")
        for number, entry in enumerate(title_entries())
    ]
