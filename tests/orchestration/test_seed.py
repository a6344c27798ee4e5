"""The real listing, from the command to the mart, against its hand-made labels."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from tests.orchestration.conftest import Home


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    folder = tmp_path_factory.mktemp("seed")
    out = folder / "out.duckdb"
    home = Home(folder / "home")
    home.run(
        "refresh", "--source", shared / "seeds" / "kz_mfa_listing.txt", "--home-country", "KAZ", "--warehouse", out
    )
    assert not home.warehouse.exists()
    return out


@pytest.fixture(scope="module")
def labels(shared: Path) -> list[Mapping[str, object]]:
    lines = (shared / "gold" / "seed_articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def ask(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_mart_is_the_table_of_the_labels(warehouse: Path, shared: Path) -> None:
    readme = (shared / "gold" / "README.md").read_text(encoding="utf-8")
    expected = sorted(
        (month, country, int(n_articles), int(n_views))
        for month, country, n_articles, n_views in re.findall(
            r"^\| (\d{4}-\d{2}) \| ([A-Z]{3}) \| \w+ \| (\d+) \| (\d+) \|", readme, re.MULTILINE
        )
    )
    assert len(expected) == 13
    found = ask(
        warehouse,
        "SELECT strftime(engagement_month, '%Y-%m'), country_code, n_articles, n_views"
        " FROM mart_engagement_by_country_month ORDER BY ALL",
    )
    assert found == expected


def test_countries_and_roles_are_exact(warehouse: Path, labels: list[Mapping[str, object]]) -> None:
    expected = {
        (label["title"], country["iso3"], country["role"])
        for label in labels
        for country in label["countries"]  # type: ignore[attr-defined]
    }
    found = ask(
        warehouse,
        "SELECT title, country_code, role_code FROM bridge_article_country JOIN fct_article USING (article_id)",
    )
    assert set(found) == expected


def fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z ]", "", plain.casefold())


def test_official_names_reach_f1_of_nine_tenths(warehouse: Path, labels: list[Mapping[str, object]]) -> None:
    expected = {
        (label["title"], fold(official["name"]))
        for label in labels
        for official in label["officials"]  # type: ignore[attr-defined]
    }
    query = (
        "SELECT title, official_name FROM bridge_article_official"
        " JOIN dim_official USING (official_id) JOIN fct_article USING (article_id)"
    )
    found = {(title, fold(str(name))) for title, name in ask(warehouse, query)}
    f1 = 2 * len(found & expected) / (len(found) + len(expected))
    print(f"official names: F1 {f1:.3f} ({len(found & expected)} of {len(expected)}, {len(found)} found)")
    assert f1 >= 0.9
