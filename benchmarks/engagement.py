"""Is the engagement index honest? Simulated years in which it is known what readers did; the real SQL is asked.

`python -m benchmarks.engagement --seeds 200` counts, over years without any effect, how often a state's interval leaves
out 1 (a false alarm), and over years in which one state's releases draw twice the readers, how often the index ranks
that state first and the interval finds it, beside what raw views say. `--out FILE` writes the table, in Markdown.
Here belong the simulated year and what is asked of it. Not here: the method (`sql/marts/`, decision 0013).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from warehouse.engine import load_query, table_queries
from warehouse.schema import contracts, ddl

#: When the count of a year's releases is shown.
SHOWN_AT = datetime(2026, 1, 1, 9)
_DAYS = 365

#: Views of a release by its age in days: steady, dying down within months, dying down within days, never quite over.
CURVES = {
    "linear": lambda age: 700 * age,
    "saturating": lambda age: 9000 * (1 - np.exp(-age / 60)),
    "two-phase": lambda age: 4000 * (1 - np.exp(-age / 1.5)) + 15 * age,
    "logarithmic": lambda age: 3000 * np.log1p(age / 2),
}
#: One document that shows all counts, its time stated or not; or a page each, shown on days of their own.
SHOWN = ("document", "document without time", "pages")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Year:
    """A simulated year. `noise` is the standard deviation of log views; `effect` multiplies those of state `chosen`."""

    seed: int
    curve: str = "saturating"
    noise: float = 0.5
    outliers: float = 0.01
    shown: str = "document"
    n_articles: int = 1000
    n_countries: int = 60
    effect: float = 1.0
    chosen: int = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """What the marts say of a year: states and months whose interval leaves out 1, who is first, and who is found."""

    n_compared: int
    found_countries: tuple[str, ...]
    n_found_months: int
    first_by_rank: str
    first_by_index: str
    first_by_views: str


def country(number: int) -> str:
    """Return the code of a state: AAA, AAB, ..."""
    return "".join(chr(ord("A") + number // base % 26) for base in (676, 26, 1))


def answer(year: Year) -> Answer:
    """Simulate the year, build the marts and read them."""
    with duckdb.connect() as connection:
        _fill(connection, year)
        wanted = (
            "mart_article_engagement",
            "mart_engagement_by_member_month",
            "mart_engagement_by_country",
            "mart_engagement_by_country_month",
        )
        queries = {query.name: query for query in table_queries()}
        for name in wanted:
            load_query(connection, queries[name])
        rows = connection.execute(
            "SELECT country_code FROM mart_engagement_by_country WHERE index_low > 1 OR index_high < 1 ORDER BY ALL"
        ).fetchall()
        months = "SELECT count(*) FROM mart_engagement_by_country_month WHERE index_low > 1 OR index_high < 1"
        summary = """
            SELECT
                count(index_low),
                min_by(country_code, index_rank),
                max_by(country_code, engagement_index) FILTER (WHERE index_low IS NOT NULL),
                min_by(country_code, view_rank)
            FROM mart_engagement_by_country
        """
        (n_months,) = _row(connection, months)
        n_compared, *first = _row(connection, summary)
        return Answer(n_compared, tuple(code for (code,) in rows), n_months, *first)


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row


def _fill(connection: duckdb.DuckDBPyConnection, year: Year) -> None:
    """Make the tables that the marts read; of facts, only the columns that they use."""
    rng = np.random.default_rng(year.seed)
    published = np.sort(rng.uniform(0.05, _DAYS, year.n_articles))
    members = _members(rng, year)
    # A page is read some time after publication, at most when the document would have been shown.
    age = published * rng.uniform(0.1, 1, year.n_articles) if year.shown == "pages" else published
    is_chosen = np.array([year.chosen in states for states in members])
    views = CURVES[year.curve](age) * rng.lognormal(0, year.noise, year.n_articles)
    views *= np.where(rng.random(year.n_articles) < year.outliers, rng.uniform(5, 50, year.n_articles), 1)
    views *= np.where(is_chosen, year.effect, 1)
    published_at = [SHOWN_AT - timedelta(days=days) for days in published.tolist()]
    observed_at = [at + timedelta(days=days) for at, days in zip(published_at, age.tolist(), strict=True)]
    one_document = year.shown != "pages"
    ids = [f"{number:06d}" for number in range(year.n_articles)]
    articles = {
        "article_id": ids,
        "story_id": ids,
        "source_name": ["simulated"] * year.n_articles,
        "title": ids,
        "published_at": published_at,
        "engagement_month": [at.date().replace(day=1) for at in published_at],
        "n_views": np.floor(views).astype(np.int64),
        "views_observed_at": pa.array(
            [None] * year.n_articles if year.shown == "document without time" else observed_at, pa.timestamp("us")
        ),
        "views_document_id": ["document"] * year.n_articles if one_document else ids,
    }
    bridge = [(number, state, 1 / len(states)) for number, states in enumerate(members) for state in states]
    _put(connection, "fct_article", pa.table(articles))
    _put(
        connection,
        "bridge_article_country",
        pa.table(
            {
                "article_id": [ids[number] for number, _, _ in bridge],
                "country_code": [country(state) for _, state, _ in bridge],
                "role_code": ["partner"] * len(bridge),
                "weight": [weight for _, _, weight in bridge],
            }
        ),
    )
    codes = [country(number) for number in range(year.n_countries)]
    _put(connection, "dim_country", pa.table({"country_code": codes, "country_name": codes}))
    empty = ("fct_view_snapshot", "bridge_article_topic", "bridge_article_official")
    for statement in (statement for name in empty for statement in ddl(contracts()[name])):
        connection.execute(statement)


def _put(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    connection.register("arriving_rows", rows)
    connection.execute(f"CREATE TABLE {table} AS FROM arriving_rows")
    connection.unregister("arriving_rows")


def _members(rng: np.random.Generator, year: Year) -> list[list[int]]:
    """Return the states of each release, one to three; as in life, few are in many releases and many in few."""
    share: Floats = 1 / np.arange(1, year.n_countries + 1)
    n_states = rng.choice([1, 2, 3], year.n_articles, p=[0.6, 0.3, 0.1])
    return [
        rng.choice(year.n_countries, number, replace=False, p=share / share.sum()).tolist()
        for number in n_states.tolist()
    ]


def years(seeds: Sequence[int], effect: float) -> list[Year]:
    """Return a year for each seed; curves, ways of showing, noise, outliers and sizes take turns."""
    kinds = list(product(CURVES, SHOWN, ((0.3, 0.0), (0.8, 0.0), (0.5, 0.01)), ((1000, 60), (400, 25), (3000, 100))))
    # A step without a divisor in common with their number visits all kinds, and unlike ones one after the other.
    chosen = [kinds[seed * 41 % len(kinds)] for seed in seeds]
    return [
        Year(seed, curve, noise, outliers, shown, n_articles, n_countries, effect)
        for seed, (curve, shown, (noise, outliers), (n_articles, n_countries)) in zip(seeds, chosen, strict=True)
    ]


def table(seeds: Sequence[int]) -> str:
    """Return the results, in Markdown."""
    quiet = [answer(year) for year in years(seeds, effect=1.0)]
    alarms = sum(bool(each.found_countries) for each in quiet)
    alarms_by_month = sum(each.n_found_months > 0 for each in quiet)
    doubled_years = years(seeds, effect=2.0)
    doubled = [answer(year) for year in doubled_years]
    codes = [country(year.chosen) for year in doubled_years]
    first = sum(each.first_by_rank == code for each, code in zip(doubled, codes, strict=True))
    plain = sum(each.first_by_index == code for each, code in zip(doubled, codes, strict=True))
    raw = sum(each.first_by_views == code for each, code in zip(doubled, codes, strict=True))
    found = sum(code in each.found_countries for each, code in zip(doubled, codes, strict=True))
    rows = [
        ("years simulated", f"{len(seeds)} without effect, {len(seeds)} with one state doubled"),
        ("states compared in a year, mean", f"{np.mean([each.n_compared for each in quiet]):.1f}"),
        ("no effect: any state's interval leaves out 1", f"{alarms / len(seeds):.1%}"),
        ("no effect: any state and month's interval leaves out 1", f"{alarms_by_month / len(seeds):.1%}"),
        ("doubled: index_rank is 1", f"{first / len(seeds):.1%}"),
        ("doubled: engagement_index is the highest", f"{plain / len(seeds):.1%}"),
        ("doubled: raw views rank it first", f"{raw / len(seeds):.1%}"),
        ("doubled: its interval leaves out 1", f"{found / len(seeds):.1%}"),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]) + "\n"


def main() -> None:
    """Read the command line, simulate, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200, help="years of each kind")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--out", type=Path, help="write the table to this file, too")
    arguments = parser.parse_args()
    found = table(range(arguments.first, arguments.first + arguments.seeds))
    print(found, end="")
    if arguments.out:
        arguments.out.write_text(found, encoding="utf-8")


if __name__ == "__main__":
    main()
