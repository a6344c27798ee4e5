"""How well reading reads, as an asset check on the mentions: measured on the labelled sets of the repository.

It never blocks: a reader that errs is news for whoever works on `reading/`, no wrong number in a table. Not here: what
counts as right (`reading/accuracy.py`), goals and floors (`goals.toml` beside the labels).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from reading.accuracy import Score, judge, score, score_spans, score_traps, shortfalls
from reading.labelled import LABELLED, LabelledError, load_borderline, load_goals, load_releases, load_traps
from reading.release import read_releases


@dg.asset_check(
    asset="stg_mention",
    name="reading_is_accurate",
    description="On the labelled releases and traps of the repository, reading reaches its goals: under a goal this "
    "warns, under a floor it fails. It blocks nothing.",
)
def reading_is_accurate() -> dg.AssetCheckResult:
    """Measure reading on the labelled releases and traps of the repository."""
    return check_accuracy(LABELLED)


def check_accuracy(labelled: Path) -> dg.AssetCheckResult:
    """Return the result for a folder of labels: passed with a note if it has none, failed if they cannot be read."""
    try:
        scores = measure(labelled)
        if not scores:
            note = f"Not measured: {labelled} has no labels; they come with the repository, not with a package."
            return dg.AssetCheckResult(passed=True, description=note, metadata={"note": note})
        bounds = load_goals(labelled / "goals.toml")
    except LabelledError as error:
        return dg.AssetCheckResult(passed=False, description=str(error))
    broken, missed = shortfalls(scores, bounds.floors), shortfalls(scores, bounds.goals)
    return dg.AssetCheckResult(
        passed=not (broken or missed),
        severity=dg.AssetCheckSeverity.ERROR if broken else dg.AssetCheckSeverity.WARN,
        description="; ".join(broken or missed) or None,
        metadata={**_metadata(scores), "under_floor": broken, "under_goal": missed},
    )


def measure(labelled: Path) -> dict[str, Score]:
    """Return the scores by kind on `releases.jsonl` and `traps.csv` of a folder; empty if it has neither.

    Raises LabelledError for a file that cannot be used.
    """
    scores: dict[str, Score] = {}
    if (path := labelled / "releases.jsonl").exists():
        own = load_releases(path)
        readings = read_releases(own.texts)
        scores |= score(readings, own.labels, load_borderline(labelled / "borderline.toml"))
        scores["spans"] = score_spans(own.texts, readings)
    return scores | score_traps(judge(load_traps(labelled / "traps.csv")))


def _metadata(scores: Mapping[str, Score]) -> dict[str, dg.MetadataValue]:
    """Return precision, recall and F1 of each kind as numbers, which Dagster plots; of traps the share."""
    found: dict[str, dg.MetadataValue] = {}
    for kind, counts in scores.items():
        name = kind.replace(": ", "_").replace(" ", "_")
        if kind.startswith("traps"):
            found[f"{name}_share"] = dg.MetadataValue.float(counts.f1)
            continue
        for measure_name in ("precision", "recall", "f1"):
            found[f"{name}_{measure_name}"] = dg.MetadataValue.float(getattr(counts, measure_name))
    return found
