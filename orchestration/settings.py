"""Where the state is and how often it is refreshed, as the environment says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assets.workspace import MAIN, Workspace

HOURLY = "0 * * * *"

PROJECT = Path(__file__).resolve().parents[1]

#: No word of what Chancery does leaves the machine, no dialog asks for an address before the first asset shows, and
#: events are stored by connections that stay open.
_INSTANCE_YAML = """\
telemetry:
  enabled: false
nux:
  enabled: false
event_log_storage:
  module: orchestration.event_log
  class: KeptOpenEventLogStorage
  config:
    dagster_home:
      env: DAGSTER_HOME
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` holds all state, `warehouse` is the published file, `cron` is when the schedule ticks.

    `known_on` is the day as on which the warehouse is rebuilt; None for all that is known.
    """

    home: Path
    warehouse: Path
    cron: str
    cron_time_zone: str
    known_on: date | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], warehouse: Path | None = None) -> Settings:
        """Return the settings of CHANCERY_HOME, CHANCERY_WAREHOUSE, CHANCERY_CRON and CHANCERY_CRON_TIME_ZONE."""
        home = Path(environment.get("CHANCERY_HOME") or PROJECT / "data").resolve()
        named = warehouse or environment.get("CHANCERY_WAREHOUSE") or home / f"{MAIN}.duckdb"
        return cls(
            home=home,
            warehouse=Path(named).resolve(),
            cron=environment.get("CHANCERY_CRON") or HOURLY,
            cron_time_zone=environment.get("CHANCERY_CRON_TIME_ZONE") or "UTC",
        )

    @property
    def workspace(self) -> Workspace:
        """The folder in which the warehouse is made."""
        return Workspace(self.home, self.warehouse, self.known_on)

    @property
    def dagster_home(self) -> Path:
        """The folder of Dagster's own records."""
        return self.home / "dagster"

    def prepare(self) -> None:
        """Make the folders a person may look for, and tell Dagster where its records are."""
        for folder in (self.dagster_home, self.workspace.inbox):
            folder.mkdir(parents=True, exist_ok=True)
        instance = self.dagster_home / "dagster.yaml"
        if not instance.exists():
            instance.write_text(_INSTANCE_YAML, encoding="utf-8")
        os.environ["DAGSTER_HOME"] = str(self.dagster_home)
        os.environ["CHANCERY_HOME"] = str(self.home)
        os.environ["CHANCERY_WAREHOUSE"] = str(self.warehouse)
