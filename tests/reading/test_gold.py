"""The seed listing against its hand-read labels. The material is not part of the repository: absent, all is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading.accuracy import Label, differences, invalid_spans, score
from reading.labelled import LabelledSet, load_borderline, load_listing
from reading.model import Reading, Text


@pytest.fixture(scope="module")
def labelled(shared: Path) -> LabelledSet:
    """The real listing, each release with its label."""
    return load_listing(shared / "gold" / "seed_articles.jsonl", shared / "seeds" / "kz_mfa_listing.txt", "seed")


@pytest.mark.parametrize("number", range(9))
def test_countries_and_roles_are_exact(number: int, readings: list[Reading], labels: tuple[Label, ...]) -> None:
    found = differences(readings[number], labels[number], load_borderline())
    assert {kind: found[kind] for kind in ("countries", "country roles") if kind in found} == {}


@pytest.mark.parametrize(
    ("kind", "least"),
    [("officials", 0.9), ("topics", 0.85), ("main topics", 0.75), ("event type", 0.85), ("event place", 0.85)],
)
def test_f1_reaches(kind: str, least: float, readings: list[Reading], labels: tuple[Label, ...]) -> None:
    assert score(readings, labels, load_borderline())[kind].f1 >= least


def test_no_release_gets_a_date_it_does_not_state(readings: list[Reading]) -> None:
    assert [event.event_on for reading in readings for event in reading.events if event.event_on] == []


def test_spans_are_valid(texts: tuple[Text, ...], readings: list[Reading]) -> None:
    assert [invalid_spans(*pair) for pair in zip(texts, readings, strict=True)] == [[] for _ in texts]
