"""`chancery index`: the job `index_text`, run in this process and recorded in Dagster."""

from __future__ import annotations

from time import monotonic
from typing import Any

from rich.console import Console
from rich.markup import escape

from assets.text_index import TEXT_INDEX
from orchestration.definitions import build_definitions
from orchestration.printing import plain
from orchestration.records import recorded_run
from orchestration.settings import Settings

_JOB = "index_text"


def run_index(settings: Settings, out: Console) -> bool:
    """Index the texts of the published warehouse; return whether that was done."""
    began = monotonic()
    with recorded_run(settings, out.print) as (instance, run_id):
        result = (
            build_definitions(settings)
            .resolve_job_def(_JOB)
            .execute_in_process(
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                instance=instance,
                run_id=run_id,
                raise_on_error=False,
                tags={"chancery/warehouse": str(settings.warehouse)},
            )
        )
    for event in result.all_events:
        if event.is_step_failure:
            failure = event.step_failure_data
            told = failure.user_failure_data or failure.error
            reason = getattr(told, "description", None) or getattr(told, "message", None) or event.message
            out.print(f"[red]failed[/red]      {escape(plain(str(reason).strip()))}", soft_wrap=True)
    if result.success:
        (indexed,) = result.asset_materializations_for_node(TEXT_INDEX)
        facts: dict[str, Any] = {name: value.value for name, value in indexed.metadata.items()}
        out.print(f"indexed     {facts['dagster/row_count']:,} releases, {facts['n_terms']:,} different words")
        out.print(f"warehouse   {escape(str(settings.warehouse))} ({facts['n_bytes'] / 1e6:.1f} MB)", soft_wrap=True)
    out.print(f"seconds     {monotonic() - began:.1f}")
    return bool(result.success)
