"""The jobs."""

from __future__ import annotations

import dagster as dg

from assets.text_index import TEXT_INDEX

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(TEXT_INDEX),
    description="Reads the sources, brings every table up to date, checks all of them, and publishes the warehouse. "
    "If the sources give nothing new, it stops after the raw assets.",
    tags={"chancery/job": "refresh"},
)

index_text = dg.define_asset_job(
    "index_text",
    selection=dg.AssetSelection.assets(TEXT_INDEX),
    description="Indexes the texts of the published warehouse, so that `search` ranks releases by how well they match. "
    "A refresh that publishes leaves the index out; run this after it.",
    tags={"chancery/job": "index_text"},
)
