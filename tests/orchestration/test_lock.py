"""The lock that spans a run, and what its next holder does for a dead owner."""

from __future__ import annotations

import json
import os
from pathlib import Path

import dagster as dg
import pytest
from filelock import FileLock, Timeout

from orchestration.lock import refresh_lock


@dg.op
def nothing() -> None: ...


@dg.job
def job() -> None:
    nothing()


def test_the_lock_is_the_systems_and_may_be_taken_again_in_the_process(tmp_path: Path) -> None:
    said: list[str] = []
    with dg.DagsterInstance.ephemeral() as instance, refresh_lock(tmp_path, "a", lambda: instance, said.append):
        owner = json.loads((tmp_path / "refresh.owner.json").read_text())
        assert owner == {"run_id": "a", "process_id": os.getpid()}
        with refresh_lock(tmp_path, "a", lambda: instance, said.append):
            pass
        with pytest.raises(Timeout):
            FileLock(tmp_path / "refresh.lock").acquire(timeout=0)
    assert not (tmp_path / "refresh.owner.json").exists()
    assert said == []


def test_the_next_holder_marks_the_run_of_a_dead_owner_as_failed(tmp_path: Path) -> None:
    said: list[str] = []
    with dg.DagsterInstance.ephemeral() as instance:
        run = instance.create_run_for_job(job)
        (tmp_path / "refresh.owner.json").write_text(json.dumps({"run_id": run.run_id, "process_id": 1}))
        with refresh_lock(tmp_path, "b", lambda: instance, said.append):
            dead = instance.get_run_by_id(run.run_id)
            assert dead is not None and dead.status == dg.DagsterRunStatus.FAILURE
    assert "died in its work" in said[0]


@pytest.mark.parametrize("note", ["", "{", "[]", '{"run_id": "unknown"}'])
def test_a_note_that_tells_of_no_run_is_passed_over(tmp_path: Path, note: str) -> None:
    (tmp_path / "refresh.owner.json").write_text(note)
    with dg.DagsterInstance.ephemeral() as instance, refresh_lock(tmp_path, "b", lambda: instance, lambda _: None):
        assert instance.get_runs() == []


def test_an_owner_that_fails_but_lives_leaves_its_note_only_until_the_next(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        with pytest.raises(RuntimeError), refresh_lock(tmp_path, "a", lambda: instance, lambda _: None):
            raise RuntimeError
        with refresh_lock(tmp_path, "b", lambda: instance, lambda _: None):
            assert json.loads((tmp_path / "refresh.owner.json").read_text())["run_id"] == "b"
