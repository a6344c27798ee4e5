"""Files of `knowledge`: where they lie, and how their rows and tables are read. What they mean is for the lexicons."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

KNOWLEDGE = Path(__file__).parent / "knowledge"


def rows(file_name: str) -> list[dict[str, str]]:
    """Return the rows of a csv file; lines that begin with # are notes, the first names the source."""
    with (KNOWLEDGE / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def table(file_name: str) -> dict[str, Any]:
    """Return the content of a toml file."""
    return tomllib.loads((KNOWLEDGE / file_name).read_text(encoding="utf-8"))
