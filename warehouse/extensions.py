"""Extensions of DuckDB that are there without the network: as a wheel beside it, or installed by its own INSTALL."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import duckdb

from warehouse.schema import literal


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Load an extension; return whether it is there. A connection shut off from files must do it before."""
    wheel = importlib.util.find_spec(f"duckdb_extension_{name}")
    for folder in (wheel.submodule_search_locations or ()) if wheel else ():
        # Made for exactly one version: of another there is no file.
        for file in Path(folder).glob(f"extensions/v{duckdb.__version__}/{name}.duckdb_extension"):
            connection.execute(f"LOAD {literal(str(file))}")
            return True
    try:
        connection.execute(f"LOAD {name}")
    except duckdb.Error:
        return False
    return True
