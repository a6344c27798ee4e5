"""What Dagster is told of a check: the first failing rows, the query that finds all, and whether it only warns."""

from __future__ import annotations

import dagster as dg
import pytest

from assets.checks import SHOWN_ROWS, check_result
from assets.describe import column_lineage
from warehouse.checks import Check, CheckResult
from warehouse.lineage import ROWS, ColumnSource


def result(n_failing: int, is_blocking: bool = True) -> CheckResult:
    check = Check("dim_topic", "is_good", "All is good.", "SELECT 1 AS n", frozenset(), is_blocking)
    return CheckResult(check, n_failing, ["n"], [(number,) for number in range(n_failing)])


@pytest.mark.parametrize(
    ("is_blocking", "severity"), [(True, dg.AssetCheckSeverity.ERROR), (False, dg.AssetCheckSeverity.WARN)]
)
def test_a_check_fails_or_warns(is_blocking: bool, severity: dg.AssetCheckSeverity) -> None:
    told = check_result(result(1, is_blocking), "dim_topic")
    assert (told.passed, told.severity, told.asset_key) == (False, severity, dg.AssetKey("dim_topic"))


def test_the_first_failing_rows_are_shown_with_the_query_that_finds_all() -> None:
    metadata = check_result(result(50), "dim_topic").metadata
    assert metadata["n_failing"].value == 50
    rows = str(metadata["failing_rows"].value).splitlines()[2:]
    assert rows == [f"| {number} |" for number in range(SHOWN_ROWS)]
    assert metadata["query"].value == "```sql\nSELECT 1 AS n\n```"


def test_a_check_that_passes_has_no_rows_to_show() -> None:
    told = check_result(result(0), "dim_topic")
    assert (told.passed, set(told.metadata)) == (True, {"n_failing"})


def test_lineage_is_told_by_column_and_rows_that_are_counted_are_no_column() -> None:
    lineage = column_lineage(
        [
            ColumnSource("mart", "n", "fct_article", ROWS),
            ColumnSource("mart", "share", "fct_article", "n_views"),
            ColumnSource("mart", "share", "dim_date", "date_on"),
        ]
    )
    assert lineage.deps_by_column == {
        "share": [
            dg.TableColumnDep(dg.AssetKey("dim_date"), "date_on"),
            dg.TableColumnDep(dg.AssetKey("fct_article"), "n_views"),
        ]
    }
