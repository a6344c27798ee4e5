"""kill -9 at any moment leaves the published file as it was, and the next refresh repairs everything."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import dagster as dg

from tests.conftest import PROJECT
from tests.orchestration.conftest import Home

KILLS = 10


def start(home: Home, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        home.command("refresh", *arguments),
        env=home.environment,
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_kill_at_random_moments(home: Home, listing: Callable[..., Path], tmp_path: Path) -> None:
    first = listing(("02.02.2026, 10:00 500", "Talks with Kenya", "Ambassador of Kenya Jane Wanjiru came to Astana."))
    began = time.monotonic()
    home.run("refresh", "--source", first)
    duration = time.monotonic() - began
    published = digest(home.warehouse)
    second = listing(
        ("03.03.2026, 11:30 900", "Talks with Norway", "Norwegian delegates came to Astana."), name="second.txt"
    )
    dice = random.Random(20260303)

    n_killed = 0
    # The early ones first: a late one may come when a quick machine has published, and then all must be there.
    for moment in sorted(dice.uniform(0.1, 0.9) * duration for _ in range(KILLS)):
        process = start(home, "--source", second)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            n_killed += process.wait() == -signal.SIGKILL
        assert len(home.rows()["fct_article"]) == (1 if digest(home.warehouse) == published else 2)
    assert n_killed >= 3

    home.run("refresh", "--source", second)
    repaired = home.rows()
    assert len(repaired["fct_article"]) == 2
    assert not list(home.path.glob(".chancery.duckdb.*.tmp"))
    with home.recorded() as instance:
        assert [run.run_id for run in instance.get_runs() if not run.is_finished] == []

    untouched = Home(tmp_path / "untouched")
    untouched.run("refresh", "--source", first)
    untouched.run("refresh", "--source", second)
    volatile = {"raw_fetch", "fct_view_snapshot", "fct_article_version"}  # they hold the time of reading
    expected = untouched.rows()
    assert {table: rows for table, rows in repaired.items() if table not in volatile} == {
        table: rows for table, rows in expected.items() if table not in volatile
    }


def test_a_second_refresh_waits_for_the_first(home: Home) -> None:
    first, second = start(home), start(home)
    assert (first.wait(), second.wait()) == (0, 0)
    with home.recorded() as instance:
        one, other = sorted(instance.get_run_records(), key=lambda record: record.start_time or 0)
        assert one.end_time is not None and other.start_time is not None
        assert other.start_time >= one.end_time - 1
        published = instance.get_records_for_run(
            other.dagster_run.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION
        )
        assert {str(record.asset_key.to_user_string()) for record in published.records if record.asset_key} == {
            "raw_document",
            "raw_fetch",
        }
