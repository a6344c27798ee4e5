"""`chancery refresh`: the job `refresh`, run in this process and recorded in Dagster, with progress and a summary."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import dagster as dg
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assets.published import PUBLISHED
from assets.raw import RAW_KEYS, RefreshConfig
from orchestration.definitions import build_definitions
from orchestration.printing import plain
from orchestration.records import recorded_run
from orchestration.settings import Settings
from reading.kernel_cache import are_compiled
from sources.config import FilesSource
from sources.files import find_files

_JOB = "refresh"

#: Dagster's words for a step that another's failure keeps from running.
_FOLLOWS = "Dependencies for step"


@dataclass(slots=True)
class Outcome:
    """What the events of a run tell."""

    metadata: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed_checks: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def run_refresh(settings: Settings, config: RefreshConfig, out: Console) -> bool:
    """Refresh the warehouse; return whether all was read or quarantined and every blocking check passed.

    Raises SourceError before anything is done if the configuration names a source that cannot be, RawStoreError if the
    ledger of readings is damaged.
    """
    for source in config.sources():
        out.print(f"source      {escape(_told(source))}", soft_wrap=True)
    if not are_compiled():
        out.print("compiling   the readers for this machine, once for each version of the code: about two minutes")
    began = monotonic()
    with recorded_run(settings, out.print) as (instance, run_id):
        outcome = _execute(settings, config, instance, run_id, out)
        run = instance.get_run_by_id(run_id)
        is_successful = bool(run and run.is_success)
    _summarize(settings, outcome, is_successful, monotonic() - began, out)
    return is_successful and not outcome.metadata.get("raw_fetch", {}).get("n_failed_fetches")


def _told(source: FilesSource) -> str:
    """Say how a source is understood, so that a forgotten option shows."""
    n_files = len(find_files(source.path))
    observed = f"observed {source.observed_at:%Y-%m-%d %H:%M %Z}" if source.observed_at else "observation time unknown"
    return f"{source.path}, {n_files:,} files: releases of {source.home_country} as source {source.name}, {observed}"


def _execute(
    settings: Settings, config: RefreshConfig, instance: dg.DagsterInstance, run_id: str, out: Console
) -> Outcome:
    job = build_definitions(settings).resolve_job_def(_JOB)
    outcome = Outcome()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task("starting", total=len(job.nodes))

        def hear(entry: dg.EventLogEntry) -> None:
            event = entry.dagster_event
            if event is None:
                if int(entry.level) == logging.WARNING:
                    outcome.warnings.append(entry.user_message)
                elif int(entry.level) <= logging.INFO:
                    progress.update(task, description=escape(entry.user_message[:60]))
                elif int(entry.level) >= logging.ERROR and not entry.user_message.startswith(_FOLLOWS):
                    outcome.errors.append(entry.user_message)
                return
            if event.event_type_value == "STEP_START":
                progress.update(task, description=str(event.step_key).removeprefix("check_"))
            elif event.event_type_value in ("STEP_SUCCESS", "STEP_SKIPPED"):
                progress.advance(task)
            _note(event, outcome)

        instance.add_event_listener(run_id, hear)
        job.execute_in_process(
            run_config={
                "ops": {"raw": {"config": config.model_dump()}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            instance=instance,
            run_id=run_id,
            raise_on_error=False,
            asset_selection=None if config.finds_news(settings.workspace) else RAW_KEYS,
            tags={"chancery/warehouse": str(settings.warehouse)},
        )
    return outcome


def _note(event: dg.DagsterEvent, outcome: Outcome) -> None:
    if event.event_type_value == "ASSET_MATERIALIZATION" and event.asset_key:
        metadata = event.step_materialization_data.materialization.metadata
        outcome.metadata[event.asset_key.to_user_string()] = {key: value.value for key, value in metadata.items()}
    elif event.event_type_value == "ASSET_CHECK_EVALUATION":
        note_check(event.asset_check_evaluation_data, outcome)
    elif event.event_type_value in ("STEP_FAILURE", "PIPELINE_FAILURE") and not outcome.failed_checks:
        error = getattr(event.event_specific_data, "error", None)
        cause = error.cause if error and error.cause else error
        reason = getattr(event.event_specific_data, "user_failure_data", None) or cause
        text = getattr(reason, "description", None) or (
            reason.message if reason and hasattr(reason, "message") else None
        )
        outcome.errors.append(str(text or event.message).strip())


def note_check(check: dg.AssetCheckEvaluation, outcome: Outcome) -> None:
    """Note a check that failed. One that only warns is for Dagster's pages."""
    if check.passed or check.severity != dg.AssetCheckSeverity.ERROR:
        return
    name = f"{check.asset_key.to_user_string()}.{check.check_name}"
    if check.blocking:
        n_failing = check.metadata["n_failing"].value
        outcome.failed_checks.append(f"{name}: {n_failing} rows; {check.description or ''}")
    else:
        outcome.warnings.append(f"{name}: {check.description or ''}")


def _summarize(settings: Settings, outcome: Outcome, is_successful: bool, seconds: float, out: Console) -> None:
    raw = outcome.metadata.get("raw_fetch", {})
    read = outcome.metadata.get("stg_article")
    documents = outcome.metadata.get("raw_document", {}).get("dagster/row_count", 0)
    out.print(
        f"documents   {documents:,} ({raw.get('n_files', 0):,} files looked at, "
        f"{raw.get('n_new_fetches', 0):,} new readings, {raw.get('n_failed_fetches', 0):,} failed)"
    )
    if read:
        out.print(
            f"releases    {read['n_found']:,} found: {read['n_read']:,} read, {read['n_unchanged']:,} unchanged, "
            f"{read['n_rejected']:,} rejected{' (chancery status says why)' if read['n_rejected'] else ''}"
        )
    if raw and not documents and not raw["n_failed_fetches"]:
        out.print("[yellow]warning[/yellow]     the sources hold no file")
    for message in outcome.warnings:
        out.print(f"[yellow]warning[/yellow]     {escape(plain(message))}", soft_wrap=True)
    for message in dict.fromkeys((*outcome.failed_checks, *outcome.errors)):
        out.print(f"[red]failed[/red]      {escape(plain(message))}", soft_wrap=True)
    if published := outcome.metadata.get(PUBLISHED):
        _print_rows(published["rows_by_table"], out)
        out.print(
            f"warehouse   {escape(str(settings.warehouse))} ({published['n_bytes'] / 1e6:.1f} MB)", soft_wrap=True
        )
    elif is_successful:
        out.print(f"warehouse   {escape(str(settings.warehouse))} is up to date: nothing new", soft_wrap=True)
    else:
        out.print(
            f"warehouse   {escape(str(settings.warehouse))} is as it was before; `make dev` shows the run",
            soft_wrap=True,
        )
    out.print(f"seconds     {seconds:.1f}")


def _print_rows(n_rows: dict[str, int], out: Console) -> None:
    tables = sorted((table, n) for table, n in n_rows.items() if not table.startswith("meta_"))
    half = (len(tables) + 1) // 2
    for index, (table, n) in enumerate(tables[:half]):
        label = "rows" if index == 0 else ""
        right = f"{tables[index + half][0]:<38}{tables[index + half][1]:>8,}" if index + half < len(tables) else ""
        out.print(f"{label:<12}{table:<38}{n:>8,}   {right}", soft_wrap=True)
