"""Asset checks, derived from the contracts and `sql/checks/`. All are blocking: a wrong number is not published."""

from collections.abc import Iterator, Sequence

import dagster as dg

from assets.describe import markdown_table
from assets.raw import RAW
from assets.staging import STAGING
from assets.workspace import Workspace
from warehouse.checks import Check, CheckResult, checks_of, run_check
from warehouse.contracts.base import Table
from warehouse.schema import contracts_of


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
        with workspace.open_work() as connection:
            for each in checks:
                if dg.AssetCheckKey(dg.AssetKey(each.table), each.name) in context.selected_asset_check_keys:
                    yield _result(run_check(connection, each))

    return check


def _spec(check: Check) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        check.name,
        asset=check.table,
        description=check.description,
        additional_deps=sorted(check.tables),
        blocking=True,
    )


def _result(result: CheckResult) -> dg.AssetCheckResult:
    metadata: dict[str, dg.MetadataValue] = {"n_failing": dg.MetadataValue.int(result.n_failing)}
    if not result.passed:
        metadata["failing_rows"] = dg.MetadataValue.md(markdown_table(result.columns, result.rows))
        metadata["query"] = dg.MetadataValue.md(f"```sql\n{result.check.sql}\n```")
    return dg.AssetCheckResult(
        asset_key=result.check.table,
        check_name=result.check.name,
        passed=result.passed,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata=metadata,
    )
