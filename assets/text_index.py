"""The index of the texts in the published warehouse: optional, made by a job of its own."""

import dagster as dg

from assets.describe import OWNERS, code_reference
from assets.published import PUBLISHED
from assets.workspace import Workspace
from warehouse.engine import WarehouseError
from warehouse.text_index import index_text

TEXT_INDEX = "text_index"


@dg.multi_asset(
    name=TEXT_INDEX,
    specs=[
        dg.AssetSpec(
            TEXT_INDEX,
            deps=[PUBLISHED],
            description="The index by which `search` ranks releases, in the published file until that is replaced. "
            "Optional, made by the job `index_text`; without it `search` looks through the texts themselves.",
            group_name="published",
            owners=OWNERS,
            kinds={"duckdb"},
            tags={"layer": "published"},
            code_version="1",
            metadata=code_reference(__file__, "assets/text_index.py"),
        )
    ],
)
def text_index(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """Index the published texts anew, as a whole."""
    try:
        indexed = index_text(workspace.published_path)
    except WarehouseError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
    return dg.MaterializeResult(
        asset_key=TEXT_INDEX,
        metadata={
            "dagster/row_count": indexed.n_articles,
            "n_terms": indexed.n_terms,
            "n_bytes": indexed.n_bytes,
        },
    )
