"""Dagster's event log with open connections: it stores what Dagster's own does, in the same files."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

from orchestration.event_log import KeptOpenEventLogStorage
from orchestration.settings import Settings

N_RUNS = 12  # more than files stay open


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    settings = Settings.from_environment({"CHANCERY_HOME": str(tmp_path)})
    for name in ("DAGSTER_HOME", "CHANCERY_HOME", "CHANCERY_WAREHOUSE"):
        monkeypatch.setenv(name, "")  # set by `prepare`, put back after the test
    settings.prepare()
    with dg.DagsterInstance.get() as one:
        yield one


@dg.asset
def counted() -> dg.MaterializeResult[None]:
    """Hold nothing."""
    return dg.MaterializeResult(metadata={"n_rows": 3})


def test_a_new_home_has_the_log_whose_files_stay_open(instance: dg.DagsterInstance) -> None:
    assert isinstance(instance.event_log_storage, KeptOpenEventLogStorage)


def test_events_are_where_dagsters_own_log_looks_for_them(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    runs = [dg.materialize([counted], instance=instance).run_id for _ in range(N_RUNS)]
    own = SqliteEventLogStorage(str(tmp_path / "dagster" / "history" / "runs"))
    for run in runs:
        events = own.get_logs_for_run(run)
        assert events == instance.event_log_storage.get_logs_for_run(run)
        assert dg.DagsterEventType.ASSET_MATERIALIZATION in {event.dagster_event_type for event in events}
    assert len(own.fetch_materializations(counted.key, limit=100).records) == N_RUNS


def test_a_wiped_log_takes_new_runs(instance: dg.DagsterInstance) -> None:
    dg.materialize([counted], instance=instance)
    instance.event_log_storage.wipe()
    assert instance.get_latest_materialization_event(counted.key) is None
    dg.materialize([counted], instance=instance)
    assert instance.get_latest_materialization_event(counted.key) is not None
