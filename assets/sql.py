"""Every file of `sql/core/` and `sql/marts/` is an asset: its tables are its dependencies, its contract its docs."""

import dagster as dg
import duckdb

from assets.describe import asset_spec, code_reference, column_lineage, rows_metadata
from assets.workspace import Workspace
from warehouse.audit import sources_of
from warehouse.engine import Query, table_queries
from warehouse.schema import contracts
from warehouse.update import update_table

_UNPUBLISHED = (
    "In the work file. Readers see these rows when `published_warehouse` is materialized, as each refresh does."
)


def sql_assets() -> list[dg.AssetsDefinition]:
    """Return one asset for each query. Raises WarehouseError where a query or a contract lacks the other."""
    return [_sql_asset(query) for query in table_queries()]


def _sql_asset(query: Query) -> dg.AssetsDefinition:
    contract = contracts()[query.name]
    spec = asset_spec(contract, kinds={"sql", "duckdb"}, deps=query.tables, code_version=query.code_version)
    label = f"sql/{query.path.parent.name}/{query.path.name}"

    @dg.multi_asset(name=query.name, specs=[spec.merge_attributes(metadata=code_reference(query.path, label))])
    def build(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
        with workspace.open_work() as connection:
            try:
                way = update_table(connection, query)
            except duckdb.CatalogException as error:
                advice = "A table it reads is not there yet; run the job `refresh` once."
                raise dg.Failure(description=f"{query.name}: {error} {advice}", allow_retries=False) from error
            metadata = rows_metadata(connection, query.name) | {
                "dagster/column_lineage": column_lineage(sources_of(connection, query.name)),
                "way": way,
                "published": _UNPUBLISHED,
            }
            return dg.MaterializeResult(asset_key=query.name, metadata=metadata)

    return build
