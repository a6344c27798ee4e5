"""The asset check on how well reading reads: what it records, when it warns, fails, or has nothing to do."""

from __future__ import annotations

import json
from pathlib import Path

import dagster as dg
import pytest

from assets.accuracy import check_accuracy, reading_is_accurate
from reading.accuracy import shortfalls
from reading.labelled import LABELLED, load_goals
from tests.assets.home import write

LABEL = {
    "id": "own-1",
    "home_country": "NOR",
    "title": "Talks with Kenya",
    "body": "The Kenyan delegation came to Bergen.",
    "countries": [{"iso3": "NOR", "role": "home"}, {"iso3": "KEN", "role": "partner"}],
    "event": {"type": "CONSULT-meeting"},
}
TRAPS = "kind,sentence,expected,note\ncountry,It rained in Peru.,PER,\ncountry,It rained in Peru.,CHL,\n"


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A folder with one release, two traps of which one cannot be met, and no goals."""
    write(tmp_path / "releases.jsonl", json.dumps(LABEL) + "\n")
    write(tmp_path / "traps.csv", TRAPS)
    write(tmp_path / "borderline.toml", "organizations = []\n")
    write(tmp_path / "goals.toml", "")
    return tmp_path


def test_what_is_measured_is_recorded_as_numbers(labelled: Path) -> None:
    result = check_accuracy(labelled)
    assert result.passed
    recorded = {name: entry.value for name, entry in result.metadata.items()}
    assert recorded["countries_f1"] == recorded["countries_recall"] == recorded["spans_precision"] == 1.0
    assert recorded["traps_country_share"] == recorded["traps_share"] == 0.5
    assert all(isinstance(result.metadata[name], dg.FloatMetadataValue) for name in ("countries_f1", "traps_share"))


@pytest.mark.parametrize(
    ("goals", "passed", "severity", "told"),
    [
        ("[traps]\ngoal = 0.5\nfloor = 0.5\n", True, dg.AssetCheckSeverity.WARN, None),
        ("[traps]\ngoal = 0.9\nfloor = 0.5\n", False, dg.AssetCheckSeverity.WARN, "traps 0.500 is under 0.900"),
        ("[traps]\ngoal = 0.9\nfloor = 0.8\n", False, dg.AssetCheckSeverity.ERROR, "traps 0.500 is under 0.800"),
    ],
)
def test_a_missed_goal_warns_and_a_broken_floor_fails(
    goals: str, passed: bool, severity: dg.AssetCheckSeverity, told: str | None, labelled: Path
) -> None:
    write(labelled / "goals.toml", goals)
    result = check_accuracy(labelled)
    assert (result.passed, result.severity, result.description) == (passed, severity, told)


def test_without_labels_it_passes_with_a_note(tmp_path: Path) -> None:
    result = check_accuracy(tmp_path / "none")
    assert result.passed
    assert "come with the repository" in str(result.description)


def test_labels_that_cannot_be_read_fail(labelled: Path) -> None:
    write(labelled / "releases.jsonl", "{\n")
    result = check_accuracy(labelled)
    assert not result.passed
    assert "releases.jsonl, line 1" in str(result.description)


def test_it_blocks_nothing() -> None:
    (spec,) = reading_is_accurate.check_specs
    assert (spec.asset_key.to_user_string(), spec.name, spec.blocking) == ("stg_mention", "reading_is_accurate", False)


def test_reading_is_above_its_floors() -> None:
    result = check_accuracy(LABELLED)
    assert result.metadata["under_floor"].value == [], result.description


def test_goals_stand_in_the_repository() -> None:
    goals = load_goals()
    assert goals.goals["countries"] == 0.98
    assert shortfalls({}, goals.floors) == []
