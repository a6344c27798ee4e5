"""Texts as columns of tokens: where tokens begin and end, their shapes, and what stands before them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.tokens import APART, CAPITAL, DIGIT, GLUED, SPACED, UPPER, WIDE, WORD, tokenize


def surfaces(text: str) -> list[str]:
    batch = tokenize([text])
    return [text[start:end] for start, end in zip(batch.start, batch.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("Oslo", ["Oslo"]),
        ("d’Affaires, U.S.", ["d", "’", "Affaires", ",", "U", ".", "S", "."]),
        ("C5+1 on 3_4", ["C5", "+", "1", "on", "3_4"]),
        ("Çağrı Øst\n\tЖук", ["Çağrı", "Øst", "Жук"]),
        ("a🌍b 𝐀c", ["a", "🌍", "b", "𝐀c"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert surfaces(text) == tokens


def test_gaps() -> None:
    batch = tokenize(["a b  c\td\ne-f", "g"])
    assert batch.gap.tolist() == [APART, SPACED, WIDE, WIDE, APART, GLUED, GLUED, APART]


def test_shapes() -> None:
    batch = tokenize(["Oslo OSLO oslo O B2 ,"])
    plain = WORD | CAPITAL
    assert batch.shape.tolist() == [plain, plain | UPPER, WORD, plain | UPPER, plain | UPPER | DIGIT, 0]


def test_words_are_the_same_in_any_case_and_with_any_apostrophe() -> None:
    batch = tokenize(["Åre ÅRE åre", "' ’ - – ‑"])
    assert len(set(batch.word[:3])) == 1
    assert len(set(batch.word[3:])) == 2


def test_texts_keep_apart() -> None:
    batch = tokenize(["one two", "", "three"])
    assert batch.first_token.tolist() == [0, 2, 2, 3]
    assert batch.first_code.tolist() == [0, 8, 9, 15]


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), max_size=4))
@settings(max_examples=200, deadline=None)
def test_tokens_are_all_that_is_not_space(texts: list[str]) -> None:
    batch = tokenize(texts)
    codes = "".join(map(chr, batch.codes))
    assert codes == "".join(f"{text}\x00" for text in texts)
    covered = "".join(codes[start:end] for start, end in zip(batch.start, batch.end, strict=True))
    assert covered == re.sub(r"[\s\x00]", "", codes)
