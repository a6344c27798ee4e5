"""The sample listing of the repository against labels made by reading it, in the format of the gold.

Labels state the year of a date from the release's header line where the text leaves it out; a reader of the text alone
cannot know it, so dates are printed, not demanded.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reading.accuracy import Label, Score, invalid_spans, score
from reading.labelled import LabelledSet, load_borderline, load_listing
from reading.model import Reading, Text
from tests.conftest import PROJECT


@pytest.fixture(scope="module")
def labelled() -> LabelledSet:
    """The sample that ships, each release with its label."""
    labels = Path(__file__).with_name("sample_labels.jsonl")
    return load_listing(labels, PROJECT / "samples" / "press_releases.txt", "sample")


@pytest.fixture(scope="module")
def scores(readings: list[Reading], labels: tuple[Label, ...]) -> dict[str, Score]:
    """Scores by kind, printed for whoever runs with `-s` or sees a failure."""
    found = score(readings, labels, load_borderline())
    for kind, counts in found.items():
        print(f"{kind:24}precision {counts.precision:.3f} recall {counts.recall:.3f} f1 {counts.f1:.3f}")
    return found


def test_labels_quote_the_text(texts: tuple[Text, ...], labels: tuple[Label, ...]) -> None:
    """Every surface and title of a label stands in its release."""
    for text, label in zip(texts, labels, strict=True):
        for official in label["officials"]:
            quotes = [*official["surface"], *filter(None, [official["title"]])]
            assert [quote for quote in quotes if quote not in text.full] == []


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("countries", 0.98),
        ("country roles", 0.9),
        ("officials", 0.96),
        ("official titles", 0.96),
        ("represented countries", 0.94),
        ("organizations", 0.86),
        ("main topics", 0.7),
        ("event type", 0.9),
        ("event place", 0.91),
    ],
)
def test_f1_reaches(kind: str, least: float, scores: dict[str, Score]) -> None:
    assert scores[kind].f1 >= least, scores[kind]


def test_spans_are_valid(texts: tuple[Text, ...], readings: list[Reading]) -> None:
    assert [invalid_spans(*pair) for pair in zip(texts, readings, strict=True)] == [[] for _ in texts]
