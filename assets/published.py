"""The published warehouse: the file that everybody reads."""

from datetime import UTC, datetime

import dagster as dg

from assets.describe import OWNERS, code_reference
from assets.understand import text_version
from assets.workspace import Workspace
from reading.version import reading_version
from warehouse.checks import failing_checks
from warehouse.contracts.meta import MetaRun
from warehouse.engine import count, table_queries
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
)
def published_warehouse(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> dg.MaterializeResult[None]:
    """Publish the work file; run by itself, it checks every table first, as the refresh job did on the way."""
    by_hand = not _STEPS.issubset(node.name for node in context.job_def.nodes)
    with workspace.open_work() as connection:
        if by_hand and (failing := failing_checks(connection)):
            named = ", ".join(
                f"{result.check.table}.{result.check.name} ({result.n_failing} rows)" for result in failing
            )
            raise dg.Failure(description=f"Not published, since these checks fail: {named}", allow_retries=False)
        run = MetaRun(
            run_id=context.run.run_id,
            published_at=datetime.now(UTC).replace(tzinfo=None),
            # Nobody knows what a work file published by hand was made from: the next refresh must not take it for new.
            build_key=f"by-hand-{context.run.run_id}" if by_hand else build_key(workspace.entries(), text_version()),
            reading_version=reading_version(),
            n_documents=count(connection, "raw_document"),
            n_articles=count(connection, "fct_article"),
        )
    remove_leftovers(workspace.published_path)
    published = publish(workspace.work_path, workspace.published_path, run)
    return dg.MaterializeResult(
        asset_key=PUBLISHED,
        metadata={
            "path": dg.MetadataValue.path(published.path),
            "n_bytes": published.n_bytes,
            "dagster/row_count": sum(published.n_rows.values()),
            "rows_by_table": dg.MetadataValue.json(published.n_rows),
        },
    )
