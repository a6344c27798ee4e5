"""The published warehouse: the file that everybody reads."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg
import duckdb

from assets.checks import check_result
from assets.describe import OWNERS, code_reference
from assets.understand import text_version
from assets.workspace import Workspace
from reading.version import reading_version
from warehouse.audit import documents_hash, record_checks
from warehouse.changes import drop_state
from warehouse.checks import audit_checks, run_checks
from warehouse.contracts.meta import MetaRun
from warehouse.engine import count, schema_version, table_queries
from warehouse.publish import build_key, publish, remove_leftovers
from warehouse.schema import contracts

PUBLISHED = "published_warehouse"

#: The steps of a run that may say what the published file was made from.
_STEPS = {"raw", "staging", "check_staging"} | {
    step for query in table_queries() for step in (query.name, f"check_{query.name}")
}


@dg.multi_asset(
    name=PUBLISHED,
    specs=[
        dg.AssetSpec(
            PUBLISHED,
            deps=[name for name, contract in contracts().items() if contract.layer() != "meta"],
            description="The DuckDB file that readers open, replaced as a whole once every blocking check has passed.",
            group_name="published",
            owners=OWNERS,
            kinds={"duckdb"},
            tags={"layer": "published"},
            code_version="1",
            metadata=code_reference(__file__, "assets/published.py"),
        )
    ],
    check_specs=[
        dg.AssetCheckSpec(check.name, asset=PUBLISHED, description=check.description) for check in audit_checks()
    ],
)
def published_warehouse(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Publish the work file; run by itself, it checks every table first, as the refresh job did on the way."""
    by_hand = not _STEPS.issubset(node.name for node in context.job_def.nodes)
    now = datetime.now(UTC)
    with workspace.open_work() as connection:
        # Nobody knows what a work file published by hand was made from: the next refresh takes none of it for new.
        if by_hand:
            drop_state(connection)
            _check_all(connection)
        run = MetaRun(
            run_id=context.run.run_id,
            published_at=now.replace(tzinfo=None),
            build_key=f"by-hand-{context.run.run_id}" if by_hand else build_key(workspace.entries(), text_version()),
            code_version=schema_version(),
            reading_version=reading_version(),
            documents_hash=documents_hash(connection),
            n_documents=count(connection, "raw_document"),
            n_articles=count(connection, "fct_article"),
            run_seconds=_seconds_until(context, now),
        )
    remove_leftovers(workspace.published_path)
    published = publish(workspace.work_path, workspace.published_path, run)
    yield dg.MaterializeResult(
        asset_key=PUBLISHED,
        metadata={
            "path": dg.MetadataValue.path(published.path),
            "n_bytes": published.n_bytes,
            "dagster/row_count": sum(published.n_rows.values()),
            "rows_by_table": dg.MetadataValue.json(published.n_rows),
        },
    )
    for result in published.audited:
        yield check_result(result, PUBLISHED)


def _check_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Run every check. Raises Failure if one that blocks fails."""
    results = run_checks(connection)
    record_checks(connection, results)
    if failing := [result for result in results if result.stops]:
        named = ", ".join(f"{each.check.table}.{each.check.name} ({each.n_failing} rows)" for each in failing)
        raise dg.Failure(description=f"Not published, since these checks fail: {named}", allow_retries=False)


def _seconds_until(context: dg.AssetExecutionContext, now: datetime) -> float | None:
    """Return how long the run has taken so far."""
    record = context.instance.get_run_record_by_id(context.run.run_id)
    return round(now.timestamp() - record.start_time, 3) if record and record.start_time else None
