"""The data dictionary says what the contracts say."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.dictionary import data_dictionary
from warehouse.schema import columns, contracts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"


def test_the_page_is_of_these_contracts() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == data_dictionary(), "docs/data-dictionary.md is not of these contracts: run `make docs`"


@pytest.mark.parametrize("table", sorted(contracts()))
def test_every_table_and_column_is_on_the_page_once(table: str) -> None:
    _, _, behind = data_dictionary().partition(f"### {table}\n\n")
    section = behind.partition("\n#")[0]
    assert section.startswith(contracts()[table].grain())
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert [line.split("`")[1] for line in rows] == [column.name for column in columns(contracts()[table])]


def test_a_pattern_or_a_reference_is_written_so_that_markdown_shows_it() -> None:
    page = data_dictionary()
    assert "| `country_code` | VARCHAR not null | State: ISO 3166-1 alpha-3, XKX for Kosovo, ZZZ unknown" in page
    assert "→ `dim_country` |" in page
    assert r"bytes that are no text stand as \\x escapes |" in page
