"""The schedule's ticks and the inbox sensor."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

from orchestration.schedules import refresh_schedule
from orchestration.sensors import inbox_sensor
from orchestration.settings import Settings


def settings(tmp_path: Path, **environment: str) -> Settings:
    return Settings.from_environment({"CHANCERY_HOME": str(tmp_path), **environment})


def ticks(schedule: dg.ScheduleDefinition, start: datetime, n: int) -> list[str]:
    assert isinstance(schedule.cron_schedule, str) and schedule.execution_timezone
    found = schedule_execution_time_iterator(start.timestamp(), schedule.cron_schedule, schedule.execution_timezone)
    return [next(found).astimezone(UTC).strftime("%d %H:%M") for _ in range(n)]


def test_the_schedule_ticks_hourly_by_default(tmp_path: Path) -> None:
    schedule = refresh_schedule(settings(tmp_path))
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert schedule.job_name == "refresh"
    assert ticks(schedule, datetime(2026, 3, 5, 9, 30, tzinfo=UTC), 3) == ["05 10:00", "05 11:00", "05 12:00"]


def test_cron_and_zone_are_configurable_and_keep_local_time_over_a_clock_change(tmp_path: Path) -> None:
    schedule = refresh_schedule(settings(tmp_path, CHANCERY_CRON="30 6 * * *", CHANCERY_CRON_TIME_ZONE="Europe/Oslo"))
    # Norway's clocks go forward on 29 March 2026.
    assert ticks(schedule, datetime(2026, 3, 27, 12, tzinfo=UTC), 3) == ["28 05:30", "29 04:30", "30 04:30"]


def test_a_tick_requests_a_run(tmp_path: Path) -> None:
    schedule = refresh_schedule(settings(tmp_path))
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_schedule_context(instance, scheduled_execution_time=datetime(2026, 3, 5, 10, tzinfo=UTC))
        data = schedule.evaluate_tick(context)
    assert len(data.run_requests or []) == 1


class Inbox:
    """An inbox whose sensor is asked again and again."""

    def __init__(self, tmp_path: Path) -> None:
        self.settings = settings(tmp_path)
        self.path = self.settings.workspace.inbox
        self.path.mkdir(parents=True)
        self.cursor: str | None = None

    def put(self, name: str, text: str, age: float = 60) -> Path:
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        os.utime(path, (time.time() - age,) * 2)
        return path

    def look(self) -> list[str | None]:
        """Return the keys of the runs that the sensor asks for now."""
        with dg.DagsterInstance.ephemeral() as instance:
            context = dg.build_sensor_context(instance, cursor=self.cursor)
            result = inbox_sensor(self.settings).evaluate_tick(context)
        self.cursor = result.cursor
        return [request.run_key for request in result.run_requests or []]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_a_new_file_starts_one_refresh(inbox: Inbox) -> None:
    assert inbox.look() == []
    inbox.put("a.txt", "one")
    assert len(inbox.look()) == 1
    assert inbox.look() == []


def test_a_changed_file_starts_a_refresh_of_another_key(inbox: Inbox) -> None:
    inbox.put("a.txt", "one")
    before = inbox.look()
    inbox.put("a.txt", "two", age=30)
    after = inbox.look()
    assert len(before) == len(after) == 1 and before != after


def test_a_renamed_or_touched_file_starts_nothing(inbox: Inbox) -> None:
    path = inbox.put("a.txt", "one")
    inbox.look()
    os.utime(path)
    assert inbox.look() == []
    os.utime(path, (time.time() - 30,) * 2)
    assert inbox.look() == []
    path.rename(inbox.path / "b.txt")
    assert inbox.look() == []


def test_files_that_still_grow_or_are_hidden_wait(inbox: Inbox) -> None:
    path = inbox.put("growing.txt", "one", age=0)
    inbox.put(".hidden", "x")
    inbox.put("download.part", "x")
    assert inbox.look() == []
    os.utime(path, (time.time() - 30,) * 2)
    assert len(inbox.look()) == 1


def test_a_file_in_a_folder_of_the_inbox_counts(inbox: Inbox) -> None:
    inbox.put("norway/a.txt", "one")
    assert len(inbox.look()) == 1
