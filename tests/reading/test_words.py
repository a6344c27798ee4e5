"""Capitalized words: where they begin and end, what they are, and what stands between them."""

from __future__ import annotations

import pytest

from reading.tokens import tokenize
from reading.wordmap import exact_hash, exact_map, hash_of, look_up, word_map
from reading.words import ACRONYM, COMMON, DOUBLE, FUNCTION, GIVEN, INITIAL, NAME, STOP, VERB, read_words

KINDS = {
    NAME: "name",
    GIVEN: "given",
    DOUBLE: "double",
    INITIAL: "initial",
    COMMON: "common",
    STOP: "stop",
    FUNCTION: "function",
    VERB: "verb",
    ACRONYM: "acronym",
}


def words(text: str) -> list[str]:
    found = read_words(tokenize([text]))
    return [text[start:end] for start, end in zip(found.start, found.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Minister of Trade", ["Minister", "Trade"]),
        ("Anne-Marie O’Brien’s visit", ["Anne-Marie", "O’Brien"]),
        ("Sheikh al-Sabah and the Chargé d’Affaires", ["Sheikh", "al-Sabah", "Chargé", "d’Affaires"]),
        ("B.Omarov, U.S. and J. R. R. Holt", ["B.", "Omarov", "U.S.", "J.", "R.", "R.", "Holt"]),
        ("Yu. Petrov met Zh. Sh. Kim", ["Yu.", "Petrov", "Zh.", "Sh.", "Kim"]),
        ("mid-October post-Soviet iPhone", []),
        ("Çelik Ø Жук", ["Çelik", "Ø", "Жук"]),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Omarbekov", "name"),
        ("Anna", "given"),
        ("B.", "initial"),
        ("K", "initial"),
        ("The", "function"),
        ("NATO", "acronym"),
        ("Digitalization", "common"),
        ("Covid19", "stop"),
        ("Trade-Related", "common"),
        ("Omarbekov-Holt", "name"),
    ],
)
def test_kinds(word: str, kind: str) -> None:
    assert KINDS[int(read_words(tokenize([word])).kind[0])] == kind


def test_a_gap_is_known_by_its_hash() -> None:
    found = read_words(tokenize(["Minister of Trade and Roads", "Oslo"]))
    assert found.first.tolist() == [0, 3, 4]
    assert found.gap[0] == hash_of(" of ")
    assert found.gap[1] == hash_of(" and ")
    assert found.gap[2] == found.gap[3] == hash_of("")


def test_word_maps() -> None:
    folded, exact = word_map({"Red Sea": 3, "o'clock": 4}), exact_map({"Post": 5})
    assert look_up(folded, hash_of("RED SEA")) == 3
    assert look_up(folded, hash_of("O’Clock")) == 4
    assert look_up(folded, hash_of("Red")) == 0
    codes = tokenize(["Post post"]).codes
    assert [look_up(exact, exact_hash(codes, start, start + 4)) for start in (0, 5)] == [5, 0]
