"""What is measured of refreshes becomes ratios within a run, and a section of the page of results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.refresh import Measured, page
from benchmarks.results import put_section
from benchmarks.worker import read, write


def measured(n_releases: int, factor: float) -> Measured:
    return Measured(
        n_releases,
        seconds={
            "full refresh": [10 * factor],
            "empty source": [4.0],
            "100 added": [5 * factor, 6 * factor, 50 * factor],
            "nothing new": [4.0, 9.0],
            "imports and hashing": [2.0, 3.0],
        },
        clock={"full refresh": [12.0], "100 added": [7.0]},
        peaks={"full refresh": 500 << 20, "100 added": 400 << 20},
        reading={"seconds": 4.0},
        queries={"country_by_month": 0.25, "official_pair": 0.125},
    )


def test_the_page_compares_within_a_run() -> None:
    text = page([measured(1000, 1), measured(10_000, 2)], "python -m benchmarks.refresh")
    for row in (
        "| full refresh less an empty one / reading alone | 1,000 | 1.50 | 1.5 |",
        "| full refresh less an empty one / reading alone | 10,000 | 4.00 | 1.5 |",
        "| 100 releases added / added to 1,000 | 10,000 | 2.00 | 1.5 |",
        "| nothing new / imports and hashing | 1,000 | 2.50 (2.00-3.00) | 2 |",
        "| slowest query, s by the clock: country_by_month | 1,000 | 0.250 | 1 |",
        "| peak memory of a refresh, MiB | 1,000 | 500 | 1,430 |",
    ):
        assert row in text


def test_a_section_takes_the_place_of_the_one_with_its_title(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    for section in ("# One\n\n## Part\n\nold\n", "# Two\n\nkept\n", "# One\n\n## Part\n\nnew\n"):
        put_section(path, section)
    assert path.read_text(encoding="utf-8") == "# One\n\n## Part\n\nnew\n\n# Two\n\nkept\n"


def test_written_releases_are_the_same_for_a_seed_and_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.worker.FILE", 2)
    for name in ("one", "other"):
        write(tmp_path / name, 5, 7)
    texts = [
        [path.read_text(encoding="utf-8") for path in sorted((tmp_path / name).iterdir())] for name in ("one", "other")
    ]
    assert texts[0] == texts[1]
    assert [text.count("\n") for text in texts[0]] == [2, 2, 1]
    assert json.loads(texts[0][0].partition("\n")[0]).keys() >= {"title", "body", "published_at", "n_views"}
    assert read(tmp_path / "one")["seconds"] > 0
