"""Keys of persons: one key for all spellings of a name. Names are invented."""

from __future__ import annotations

import numpy as np
import pytest

from reading.columns import NONE, Persons
from reading.country_forms import country_table
from reading.official_keys import official_keys
from reading.tokens import tokenize


def keys(*names: str, country_code: str | None = None) -> list[str]:
    """Return the keys of some persons that speak for a state."""
    batch = tokenize(names)
    rows = [row for row, country in enumerate(country_table()) if country.country_code == country_code] or [NONE]
    none = np.full(len(names), NONE, np.int32)
    persons = Persons(
        np.arange(len(names) + 1),
        batch.first_code[:-1].astype(np.int32),
        (batch.first_code[1:] - 1).astype(np.int32),
        none,
        none,
        np.full(len(names), rows[0], np.int16),
        none.astype(np.int16),
        none,
    )
    found: list[str] = official_keys(batch, persons).to_pylist()
    return found


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Astrid Fjellstad", "astrid fjelstad"),
        ("Astrid J. Fjellstad", "astrid fjelstad"),
        ("A. Fjellstad", "a fjelstad"),
        ("A.J. Fjellstad", "a j fjelstad"),
        ("A. J. Holm Berg", "a holm berg"),
        ("Ana Holm-Berg", "ana holmberg"),
        ("Ingrid Sørås", "ingrid soras"),
        ("Mohammed O’Tarel", "mohamed otarel"),
        ("Muhammad  O'Tarel", "mohamed otarel"),
        ("Yerlan Toqatayev", "erlan tokataev"),
        ("Charles III", "charles iii"),
        ("🌍 Ana 🌍", "🌍 ana 🌍"),
    ],
)
def test_what_a_name_folds_to(name: str, key: str) -> None:
    assert keys(name) == [key]
    assert keys(name, country_code="NOR") == [key]


def test_a_single_name_is_told_apart_by_its_state() -> None:
    assert keys("Fjellstad", "Ingrid Sørås", "Al-Tarel", country_code="NOR") == [
        "fjelstad nor",
        "ingrid soras",
        "altarel nor",
    ]
    assert keys("Fjellstad") == ["fjelstad"]


def test_no_persons_have_no_keys() -> None:
    assert keys() == []


def test_a_name_without_end_is_cut() -> None:
    long, initials, expanding = keys("Ana " * 5000, "a. " * 5000, "ﷺ" * 5000)
    assert 0 < len(initials) < len(long) < 1000
    assert 0 < len(expanding) < 1000


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Kassym-Jomart Tokayev", "Qasym-Jomart Toqayev", True),
        ("Tokayev", "Tokaev", True),
        ("Anna B. Lee", "Ánna Lee", True),
        ("Kip’toga", "Kiptoga", True),
        ("Mohammed Salim", "Mohamed Salim", True),
        ("Charles II", "Charles III", False),
        ("A. Lee", "B. Lee", False),
        ("S.P.C. Perera", "S.R.C. Perera", False),
    ],
)
def test_two_spellings(one: str, other: str, is_same: bool) -> None:
    """Spellings of one name have one key."""
    first, second = keys(one, other)
    assert (first == second) is is_same
