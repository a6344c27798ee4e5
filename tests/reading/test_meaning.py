"""Tests of what the words of a release mean: directions of known words, each once a part."""

import numpy as np
import pytest

from reading.columns import Meaning
from reading.data import rows
from reading.meaning import N_DIMENSIONS, known_words, meaning_features
from reading.model import Text
from reading.release import read_columns


def meaning_of(*texts: Text) -> Meaning:
    return read_columns(texts).meaning


def words_of(meaning: Meaning, text: int) -> list[tuple[str, int]]:
    seen = slice(meaning.first[text], meaning.first[text + 1])
    return [(known_words()[word], part) for word, part in zip(meaning.word[seen], meaning.part[seen], strict=True)]


def direction_of(title: str) -> np.ndarray:
    return meaning_of(Text(title, "", None)).vector[0, :N_DIMENSIONS]


def test_words_of_knowledge_stand_once_and_have_all_dimensions() -> None:
    words = [row["word"] for row in rows("word_vector.csv")]
    assert len(set(words)) == len(words) == len(known_words())
    assert [word for word in words if word != word.lower()] == []
    assert {len(row["vector"]) for row in rows("word_vector.csv")} == {2 * N_DIMENSIONS}


def test_a_word_counts_once_a_part_in_any_case() -> None:
    meaning = meaning_of(Text("WHEAT and wheat", "Wheat, wheat, barley, Zzyzyxian.", None), Text("", "wheat", None))
    assert words_of(meaning, 0) == [("wheat", 0), ("and", 0), ("wheat", 1), ("barley", 1)]
    assert words_of(meaning, 1) == [("wheat", 1)]


def test_each_part_has_a_direction_or_none() -> None:
    meaning = meaning_of(Text("Harvest of wheat", "", None), Text("", "Zzyzyxian", None))
    assert meaning.vector.shape == (2, len(meaning_features()))
    assert np.linalg.norm(meaning.vector[0, :N_DIMENSIONS]) == pytest.approx(1)
    assert not meaning.vector[0, N_DIMENSIONS:].any()
    assert not meaning.vector[1].any()


def test_what_follows_the_beginning_of_a_body_is_not_looked_at() -> None:
    beginning = "The minister spoke. " * 60
    near, far = meaning_of(Text("Speech", beginning, None), Text("Speech", beginning + "Wheat.", None)).vector
    assert np.array_equal(near, far)


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("wheat", "barley", "missile"),
        ("condolences", "sympathies", "railway"),
        ("ceasefire", "truce", "scholarships"),
        ("ambassador", "envoy", "uranium"),
    ],
)
def test_words_of_one_meaning_lie_near_each_other(word: str, near: str, far: str) -> None:
    assert direction_of(word) @ direction_of(near) > direction_of(word) @ direction_of(far)


def test_a_rare_word_turns_the_direction_more_than_one_that_all_releases_hold() -> None:
    fitting = pytest.importorskip("reading.meaning_fitting", reason="the extra 'fit' is not installed")
    chance = np.random.default_rng(3)
    names = [first + second for first in "abcdefgh" for second in "ijklmnop"]
    packaged = {name: chance.normal(size=100).tolist() for name in names}
    found_in = {name: 9 if number % 2 else 999 for number, name in enumerate(names)}
    vectors = fitting.weigh_words(packaged | {"x": [1.0] * 100, "b-2": [1.0] * 100}, found_in, 1000)
    assert list(vectors) == names
    lengths = [np.linalg.norm(vectors[name].astype(float)) for name in names]
    assert min(lengths[1::2]) > 5 * max(lengths[::2])
