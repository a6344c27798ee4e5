"""The only wiring: which assets, checks, jobs, schedules and sensors there are."""

from __future__ import annotations

import os

import dagster as dg

from assets.accuracy import reading_is_accurate
from assets.checks import table_checks
from assets.published import published_warehouse
from assets.raw import raw
from assets.sql import sql_assets
from assets.staging import staging
from assets.text_index import text_index
from orchestration.jobs import index_text, refresh
from orchestration.resources import workspace_resource
from orchestration.schedules import refresh_schedule
from orchestration.sensors import inbox_sensor
from orchestration.settings import Settings


def build_definitions(settings: Settings) -> dg.Definitions:
    """Return all definitions. Runs are in one process: a process a step would cost four seconds each."""
    return dg.Definitions(
        assets=[raw, staging, *sql_assets(), published_warehouse, text_index],
        asset_checks=[*table_checks(), reading_is_accurate],
        jobs=[refresh, index_text],
        schedules=[refresh_schedule(settings)],
        sensors=[inbox_sensor(settings)],
        resources={"workspace": workspace_resource(settings)},
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Return the definitions of this environment, for `dagster` and `dg`."""
    return build_definitions(Settings.from_environment(os.environ))
