"""The seed listing against its hand-read labels. The material is not part of the repository: absent, all is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading.model import Reading, Text
from tests.reading.conftest import Labelled
from tests.reading.score import Label, differences, invalid_spans, score


@pytest.fixture(scope="module")
def labelled(shared: Path) -> Labelled:
    """The real listing."""
    return Labelled(shared / "gold" / "seed_articles.jsonl", shared / "seeds" / "kz_mfa_listing.txt")


def test_every_release_has_its_label(texts: list[Text], labels: list[Label]) -> None:
    assert [text.title for text in texts] == [label["title"] for label in labels]


@pytest.mark.parametrize("number", range(9))
def test_countries_and_roles_are_exact(number: int, readings: list[Reading], labels: list[Label]) -> None:
    found = differences(readings[number], labels[number])
    assert {kind: found[kind] for kind in ("countries", "country roles") if kind in found} == {}


@pytest.mark.parametrize(
    ("kind", "least"),
    [("officials", 0.9), ("topics", 0.85), ("main topics", 0.75), ("event type", 0.85), ("event place", 0.85)],
)
def test_f1_reaches(kind: str, least: float, readings: list[Reading], labels: list[Label]) -> None:
    assert score(readings, labels)[kind].f1 >= least


def test_no_release_gets_a_date_it_does_not_state(readings: list[Reading]) -> None:
    assert [event.event_on for reading in readings for event in reading.events if event.event_on] == []


def test_spans_are_valid(texts: list[Text], readings: list[Reading]) -> None:
    assert [invalid_spans(*pair) for pair in zip(texts, readings, strict=True)] == [[] for _ in texts]
