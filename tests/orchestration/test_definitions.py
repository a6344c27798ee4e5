"""What Dagster is told: every asset is described, grouped, owned and checked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from assets.published import PUBLISHED
from assets.text_index import TEXT_INDEX
from orchestration.definitions import build_definitions
from orchestration.settings import Settings
from tests.conftest import PROJECT
from warehouse.checks import checks_of
from warehouse.schema import columns, contracts


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    home = tmp_path_factory.mktemp("home")
    return build_definitions(Settings.from_environment({"CHANCERY_HOME": str(home)}))


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def test_there_is_one_asset_for_each_contract_and_the_published_file(specs: dict[str, dg.AssetSpec]) -> None:
    assert set(specs) == {name for name, each in contracts().items() if each.layer() != "meta"} | {
        PUBLISHED,
        TEXT_INDEX,
    }


def test_every_asset_is_described(specs: dict[str, dg.AssetSpec]) -> None:
    for name, spec in specs.items():
        assert spec.description and spec.description.endswith("."), name
        assert spec.owners == ["team:chancery"], name
        assert "duckdb" in spec.kinds, name
        assert spec.tags["layer"] == spec.group_name, name
        assert spec.code_version, name
        (reference,) = spec.metadata["dagster/code_references"].code_references
        assert Path(reference.file_path).is_file(), name
    assert {spec.group_name for spec in specs.values()} == {"raw", "staging", "core", "marts", "published"}


def test_columns_come_from_the_contract(specs: dict[str, dg.AssetSpec]) -> None:
    for name, contract in contracts().items():
        if contract.layer() != "meta":
            schema = specs[name].metadata["dagster/column_schema"]
            assert [(c.name, c.type) for c in schema.columns] == [(c.name, c.sql_type) for c in columns(contract)]
            assert all(column.description for column in schema.columns)


def test_every_table_has_blocking_checks(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    checked = {key.asset_key.to_user_string() for key in graph.asset_check_keys}
    assert checked == {name for name, each in contracts().items() if each.layer() != "meta"} | {PUBLISHED}
    blocking = {(key.asset_key.to_user_string(), key.name) for key in graph.asset_check_keys if graph.get(key).blocking}
    promised = [check for contract in contracts().values() for check in checks_of(contract) if check.is_blocking]
    assert blocking == {(check.table, check.name) for check in promised if not check.table.startswith("meta_")}


def test_the_refresh_makes_all_but_the_text_index(definitions: dg.Definitions) -> None:
    refreshed, indexed = (
        set(definitions.resolve_job_def(name).asset_layer.selected_asset_keys) for name in ("refresh", "index_text")
    )
    assert indexed == {dg.AssetKey(TEXT_INDEX)}
    assert refreshed == set(definitions.resolve_asset_graph().get_all_asset_keys()) - indexed


def test_the_way_of_the_data_goes_one_way(specs: dict[str, dg.AssetSpec]) -> None:
    order = ["raw", "staging", "core", "marts", "published"]
    for name, spec in specs.items():
        for dependency in spec.deps:
            upstream = specs[dependency.asset_key.to_user_string()]
            assert order.index(str(upstream.group_name)) <= order.index(str(spec.group_name)), (name, upstream.key)


@pytest.mark.parametrize("arguments", [("check", "defs"), ("list", "defs")])
def test_dg_accepts_the_project(arguments: tuple[str, ...]) -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("dg"), *arguments], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
