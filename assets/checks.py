"""Asset checks, derived from the contracts and `sql/checks/`.

They block, so that a wrong number is not published; a file of `sql/checks/` can say that it only warns.
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from assets.describe import markdown_table
from assets.raw import RAW
from assets.staging import STAGING
from assets.workspace import Workspace
from warehouse.audit import record_checks
from warehouse.changes import drop_state
from warehouse.checks import Check, CheckResult, checks_of, run_check
from warehouse.contracts.base import Table
from warehouse.schema import contracts_of

#: Failing rows that Dagster shows; more are kept in meta_failing_row, and the query finds all.
SHOWN_ROWS = 20


def table_checks() -> list[dg.AssetChecksDefinition]:
    """Return the checks of every table that a refresh builds: a step for each step that makes tables."""
    built = [*contracts_of("core").values(), *contracts_of("marts").values()]
    return [
        _checks("check_raw", RAW),
        _checks("check_staging", STAGING),
        *(_checks(f"check_{each.table_name()}", [each]) for each in built),
    ]


def _checks(name: str, tables: Sequence[type[Table]]) -> dg.AssetChecksDefinition:
    checks = [check for contract in tables for check in checks_of(contract)]

    @dg.multi_asset_check(name=name, specs=[_spec(check) for check in checks], can_subset=True)
    def check(
        context: dg.AssetCheckExecutionContext, workspace: dg.ResourceParam[Workspace]
    ) -> Iterator[dg.AssetCheckResult]:
        chosen = context.selected_asset_check_keys
        with workspace.open_work() as connection:
            results = [
                run_check(connection, each)
                for each in checks
                if dg.AssetCheckKey(dg.AssetKey(each.table), each.name) in chosen
            ]
            record_checks(connection, results)
            if any(result.stops for result in results):
                drop_state(connection)  # an update may be at fault: the next refresh builds every table whole
        for result in results:
            yield check_result(result, result.check.table)

    return check


def _spec(check: Check) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        check.name,
        asset=check.table,
        description=check.description,
        additional_deps=sorted(check.tables),
        blocking=check.is_blocking,
    )


def check_result(result: CheckResult, asset: str) -> dg.AssetCheckResult:
    """Return what Dagster is told of a check: how many rows fail, the first of them, and the query that finds all."""
    metadata: dict[str, dg.MetadataValue] = {"n_failing": dg.MetadataValue.int(result.n_failing)}
    if not result.passed:
        metadata["failing_rows"] = dg.MetadataValue.md(markdown_table(result.columns, result.rows[:SHOWN_ROWS]))
        metadata["query"] = dg.MetadataValue.md(f"```sql\n{result.check.sql}\n```")
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=result.check.name,
        passed=result.passed,
        severity=dg.AssetCheckSeverity.ERROR if result.check.is_blocking else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )
