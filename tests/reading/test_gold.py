"""The seed listing against its hand-read labels. The material is not part of the repository: absent, all is skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reading.model import Reading, Text
from reading.release import read_releases
from tests.reading.score import Label, differences, invalid_spans, load_labels, load_listing, score

SHARED = Path(os.environ.get("CHANCERY_SHARED", Path(__file__).resolve().parents[3] / "shared"))
LABELS = SHARED / "gold" / "seed_articles.jsonl"
LISTING = SHARED / "seeds" / "kz_mfa_listing.txt"

pytestmark = pytest.mark.skipif(
    not (LABELS.exists() and LISTING.exists()), reason=f"no labelled listing in {SHARED} (set CHANCERY_SHARED)"
)


@pytest.fixture(scope="module")
def labels() -> list[Label]:
    """Labels in file order."""
    return load_labels(LABELS)


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """Releases in file order."""
    return load_listing(LISTING, "KAZ", "Asia/Almaty")


@pytest.fixture(scope="module")
def readings(texts: list[Text]) -> list[Reading]:
    """What is read from the releases."""
    return read_releases(texts)


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
