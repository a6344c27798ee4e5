"""The bodies that are known beforehand, and the words from which other bodies' names are made.

Facts are data in `knowledge/organization*.csv`; here they become the table of known bodies and the phrases to look for.
How a name is put together around a word for its kind is for `organizations`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reading.matching import Phrase
from reading.names import fold, rows


class KnownOrganization(NamedTuple):
    """A body of the dimension table. `acronyms` and `forms` are its other spellings."""

    organization_key: str
    name: str
    type_code: str
    country_code: str | None
    acronyms: tuple[str, ...]
    forms: tuple[str, ...]
    title_forms: tuple[str, ...]


class Entry(NamedTuple):
    """What a phrase stands for: a known body (how: name, acronym, title) or a word for a kind of body (how: head)."""

    form: str
    how: str
    known: KnownOrganization | None
    type_code: str
    takes: frozenset[str]
    alone_key: str = ""


@cache
def organization_table() -> tuple[KnownOrganization, ...]:
    """Return the known bodies, by key: the seed of a dimension table."""
    return tuple(
        KnownOrganization(
            row["organization_key"],
            row["name"],
            row["type_code"],
            row["country_code"] or None,
            tuple(filter(None, row["acronyms"].split("|"))),
            tuple(filter(None, row["forms"].split("|"))),
            tuple(filter(None, row["title_forms"].split("|"))),
        )
        for row in rows("organization.csv")
    )


@cache
def entries() -> tuple[Entry, ...]:
    """All phrases of this reader; a spelling stands for the first entry that claims it."""
    found: dict[str, Entry] = {}
    for known in organization_table():
        for how, forms in (
            ("name", (known.name, *known.forms)),
            ("acronym", known.acronyms),
            ("title", known.title_forms),
        ):
            for form in forms:
                claim = form if how == "acronym" else form.upper()
                found.setdefault(claim, Entry(form, how, known, known.type_code, frozenset()))
    for row in rows("organization_head.csv"):
        takes = frozenset(row["takes"].split())
        found.setdefault(
            row["form"].upper(), Entry(row["form"], "head", None, row["type_code"], takes, row["alone_key"])
        )
    return tuple(found.values())


@cache
def department_head() -> Entry:
    """The word for a department of any state."""
    return next(entry for entry in entries() if entry.form == "Department")


@cache
def words_of(class_code: str) -> frozenset[str]:
    """Words of one class of `organization_word.csv`, as 'weak' or 'following'; its first line tells the classes."""
    return frozenset(row["form"] for row in rows("organization_word.csv") if row["class"] == class_code)


@cache
def head_words() -> frozenset[str]:
    """Single words for kinds of bodies, in lower case: where one stands, another name begins or ends."""
    rest = {"services", "service", "church", "movement", "radio", "archive", "archives", "gallery", "mission"}
    heads = (entry for entry in entries() if entry.how == "head" and entry.type_code != "company")
    return frozenset(entry.form.lower() for entry in heads) - rest


def slug(name: str) -> str:
    """Lower-case ASCII-like words joined by hyphens, for a key."""
    plain = re.sub(r"['’“”«»„]", "", name)
    return re.sub(r"[^a-z0-9]+", "-", plain.lower() if plain.isascii() else fold(plain)).strip("-")


@cache
def suffix_words() -> frozenset[str]:
    """Suffixes of firms in lower case: a name ends there."""
    return frozenset(entry.form.lower() for entry in entries() if "suffix" in entry.takes)


@cache
def known_by_key() -> dict[str, KnownOrganization]:
    """Known bodies by key."""
    return {known.organization_key: known for known in organization_table()}


@cache
def _key_of_form() -> dict[str, str]:
    """Keys of known bodies by name, form and acronym in capitals."""
    return {entry.form.upper(): entry.known.organization_key for entry in entries() if entry.known}


def key_of(name: str) -> str:
    """Key of a known body by any of its names ('EU'), else a slug of the name."""
    return _key_of_form().get(name.upper()) or slug(name)


def phrases() -> list[Phrase]:
    """Return the phrases to look for: names and acronyms of known bodies, and words for kinds of bodies."""
    return [
        Phrase(entry.form, "organization", number, "exact" if entry.how == "acronym" else "name")
        for number, entry in enumerate(entries())
    ]
