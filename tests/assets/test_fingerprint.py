"""A signature says which share of their pairs of words two texts have in common, whatever else they are like."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from assets.fingerprint import CHUNK, SLOTS, fingerprint_rows, fingerprint_version, signatures

WORDS = [first + middle + last for first in "bdfgk" for middle in "aeiou" for last in ("l", "nt", "rd", "st")]


def text(random: Random, n_words: int) -> list[str]:
    return [random.choice(WORDS) + random.choice(WORDS) for _ in range(n_words)]


def share(one: list[str], other: list[str]) -> float:
    first, second = (set(pairwise(words)) for words in (one, other))
    return len(first & second) / len(first | second)


def estimate(one: str | None, other: str | None) -> float:
    assert one and other
    agreeing = sum(a == b for a, b in zip(one, other, strict=True)) / SLOTS
    return (agreeing - 1 / 64) / (1 - 1 / 64)


def test_slots_agree_as_often_as_pairs_of_words_are_shared() -> None:
    random, errors = Random(1), []
    for _ in range(300):
        words = text(random, random.randrange(20, 400))
        edited = [word for word in words if random.random() > 0.12]
        one, other = signatures([" ".join(words), " ".join(edited)])
        errors.append(estimate(one, other) - share(words, edited))
    assert abs(sum(errors) / len(errors)) < 0.01
    assert (sum(error**2 for error in errors) / len(errors)) ** 0.5 < 0.05


def test_texts_without_a_common_pair_agree_by_chance_only() -> None:
    random = Random(2)
    made = signatures([" ".join(text(random, 200)) for _ in range(60)])
    assert max(estimate(one, other) for index, one in enumerate(made) for other in made[:index]) < 0.15


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Talks in Oslo", "TALKS, in Oslo!"),
        ("“Talks” — in the Envoy’s house", '"Talks" - in the Envoy\'s house'),
        ("Über Åsgård", "über   åsgård"),
        ("one two\nthree", "one\u00a0two three"),
        ("Переговоры в Осло", "переговоры — в Осло."),
        ("again and again and again", "again and again"),
    ],
)
def test_case_and_punctuation_make_no_difference(one: str, other: str) -> None:
    first, second = signatures([one, other])
    assert first == second is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Oslo talks", "talks Oslo"), ("Oslo", "Bergen"), ("ab c", "a bc"), ("один два", "один три"), ("a", "a a")],
)
def test_other_words_or_another_order_make_another_signature(one: str, other: str) -> None:
    first, second = signatures([one, other])
    assert first != second


@pytest.mark.parametrize("nothing", ["", "\n", " ... ", "—", "\u2060", "«»"])
def test_a_text_without_words_has_none(nothing: str) -> None:
    assert signatures([nothing, "word", nothing]) == [None, signatures(["word"])[0], None]


def test_neighbours_in_a_batch_make_no_difference() -> None:
    random = Random(3)
    texts = [" ".join(text(random, random.randrange(40))) for _ in range(3 * CHUNK + 1)]
    assert signatures(texts) == [signatures([one])[0] for one in texts]
    assert signatures([]) == []


def test_any_string_has_a_signature_of_one_length() -> None:
    random = Random(4)
    texts = ["".join(chr(random.randrange(1, 0xFFFF)) for _ in range(size)) for size in range(200)]
    assert {len(one) for one in signatures(texts) if one} == {SLOTS}


def test_title_and_body_are_one_text() -> None:
    (row,) = fingerprint_rows(["v"], [("A title", "and a body")]).to_pylist()
    assert row == {"version_id": "v", "signature": signatures(["A title and a body"])[0]}


def test_its_version_is_that_of_the_code_and_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint_version()
    monkeypatch.setattr("assets.fingerprint.version", lambda _: "another")
    fingerprint_version.cache_clear()
    try:
        assert fingerprint_version() != before
    finally:
        fingerprint_version.cache_clear()
