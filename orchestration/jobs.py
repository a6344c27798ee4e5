"""The main job."""

from __future__ import annotations

import dagster as dg

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Reads the sources, brings every table up to date, checks all of them, and publishes the warehouse. "
    "If the sources give nothing new, it stops after the raw assets.",
    tags={"chancery/job": "refresh"},
)
