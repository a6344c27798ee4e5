"""When the warehouse is refreshed by itself."""

from __future__ import annotations

import dagster as dg

from assets.raw import RAW_KEYS, RefreshConfig
from orchestration.jobs import refresh
from orchestration.settings import Settings


def refresh_schedule(settings: Settings) -> dg.ScheduleDefinition:
    """Return the schedule of the refresh: hourly, unless CHANCERY_CRON says otherwise."""

    def tick(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        # Most ticks of a year find nothing new; such a run notes that it looked, and is done in seconds.
        only = None if RefreshConfig().finds_news(settings.workspace) else RAW_KEYS
        return dg.RunRequest(run_key=None, asset_selection=only)

    return dg.ScheduleDefinition(
        name="refresh_schedule",
        job=refresh,
        execution_fn=tick,
        cron_schedule=settings.cron,
        execution_timezone=settings.cron_time_zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"Refreshes the warehouse at `{settings.cron}` ({settings.cron_time_zone}). "
        "CHANCERY_CRON and CHANCERY_CRON_TIME_ZONE change it.",
    )
