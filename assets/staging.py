"""Staging assets: documents parsed, texts read. Skipped, with all that follows, if the warehouse is up to date."""

from collections.abc import Iterator
from dataclasses import asdict

import dagster as dg

from assets.describe import asset_spec, code_reference, rows_metadata
from assets.understand import text_version, understand
from assets.workspace import Workspace
from warehouse.contracts.base import Table
from warehouse.contracts.raw import RawRejection
from warehouse.publish import build_key, published_key
from warehouse.schema import contracts_of

STAGING: tuple[type[Table], ...] = (RawRejection, *contracts_of("staging").values())


@dg.multi_asset(
    name="staging",
    specs=[
        asset_spec(
            contract,
            kinds={"python", "duckdb"},
            deps=("raw_document", "raw_fetch"),
            code_version=text_version()[:16],
            skippable=True,
        ).merge_attributes(metadata=code_reference(__file__, "assets/staging.py"))
        for contract in STAGING
    ],
    description="Parses new documents and reads new texts; what was read before is kept.",
)
def staging(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> Iterator[dg.MaterializeResult[None]]:
    """Bring the staging tables up to date, or yield nothing if what is published is."""
    entries = workspace.entries()
    if published_key(workspace.published_path) == build_key(entries, text_version()):
        context.log.info(
            f"Nothing new: {workspace.published_path} has all readings and is of this version of the code."
        )
        return
    with workspace.open_work() as connection:
        understood = understand(connection, workspace, entries, context.log)
        for contract in STAGING:
            table = contract.table_name()
            metadata = rows_metadata(connection, table)
            if table == "stg_article":
                metadata |= asdict(understood)
            yield dg.MaterializeResult(asset_key=table, metadata=metadata)
