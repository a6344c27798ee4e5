"""A warehouse that was kept up to date has the rows of one built from nothing, whatever came in whatever order.

More sequences: `pytest --hypothesis-profile thorough tests/assets/test_update.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assets.capture import capture
from assets.understand import understand
from assets.workspace import Workspace
from tests.assets.home import day, source, workspace_in, write
from tests.warehouse.tables import in_order
from warehouse.changes import forget_staging
from warehouse.contracts.raw import RawDocument, RawFetch
from warehouse.engine import discard, load_arrow, open_work, table_queries
from warehouse.raw_store import LedgerEntry, documents_table, fetches_table
from warehouse.schema import contracts, quote
from warehouse.update import Way, update_table

#: Releases that share persons, states, bodies, posts, minutes and words. Each has a title and bodies it had in turn.
RELEASES = [
    (
        "30.03.2026, 10:00",
        "Foreign Ministers of Kazakhstan and Norway Talk in Oslo",
        (
            "Foreign Minister Arman Testbayev met in Oslo with Foreign Minister of Norway Ingrid Prøvedal.",
            "Foreign Minister A. Testbayev met in Oslo with Foreign Minister of Norway Ingrid Marie Prøvedal.",
        ),
    ),
    (
        "30.03.2026, 10:00",
        "Ambassador of Peru Presents Credentials",
        (
            "Ambassador of Peru Lucía Ejemplo presented her credentials in Astana to Arman Testbayev.",
            "Former Ambassador of Peru Lucía Ejemplo left. The Harbour Safety Agency (HSA) spoke, too.",
        ),
    ),
    (
        "02.04.2026, 09:30",
        "New Ambassador of Peru Presents Credentials",
        ("Ambassador of Peru Carlos Modelo presented his credentials in Astana. The HSA was there.",),
    ),
    (
        "15.02.2026, 18:00",
        "Consultations with Japan Held",
        (
            "Kazakhstan and Japan held political consultations on water and energy. Ministers Prøvedal and Lee spoke.",
            "Kazakhstan and Japan held political consultations on trade. Deputy Minister Ann Lee spoke for Norway.",
        ),
    ),
    (
        "16.02.2026, 08:00",
        "Consultations with Japan Held",
        ("Kazakhstan and Japan held political consultations on water and energy. Ministers Prøvedal and Lee spoke.",),
    ),
    (
        "11.03.2026, 12:15",
        "Foreign Minister of Norway Visits Tokyo",
        (
            "Foreign Minister of Norway Ann Lee visited Japan. The Ministry of Foreign Affairs of Norway told of it.",
            "Acting Foreign Minister of Norway Ann Maria Lee visited Japan and the United Nations (UN).",
        ),
    ),
]


@dataclass(frozen=True)
class Arrival:
    """A list that comes from a source: for each release its text, its views (maybe none) and when they were shown."""

    source_name: str
    home_country: str
    observed_day: int | None
    is_complete: bool
    releases: tuple[tuple[int, int, int | None], ...]


@dataclass(frozen=True)
class Again:
    """An earlier list is read again: shown at another time, maybe understood as another state's."""

    number: int
    home_country: str
    observed_day: int | None


@dataclass(frozen=True)
class Loss:
    """A reading that counts no more."""

    number: int


Step = Arrival | Again | Loss

home_countries = st.sampled_from(["KAZ", "KAZ", "NOR"])
observed_days = st.none() | st.integers(0, 9)
arrivals = st.builds(
    Arrival,
    source_name=st.sampled_from(["ministry", "agency"]),
    home_country=home_countries,
    observed_day=observed_days,
    is_complete=st.sampled_from([False, False, True]),
    releases=st.lists(
        st.tuples(
            st.integers(0, len(RELEASES) - 1), st.integers(0, 1), st.none() | st.sampled_from([0, 7, 50, 120, 400])
        ),
        min_size=1,
        max_size=len(RELEASES),
        unique_by=lambda each: each[0],
    ).map(tuple),
)
agains = st.builds(Again, st.integers(0, 9), home_countries, observed_days)
refreshes = st.lists(arrivals | arrivals | agains | st.builds(Loss, st.integers(0, 9)), min_size=2, max_size=6)

#: A list, and one that has a release more and another's later text.
FIRST = Arrival("ministry", "KAZ", 1, False, ((0, 0, 50), (1, 0, 7), (3, 1, 120), (4, 0, 0)))
SECOND = Arrival("agency", "KAZ", 2, False, ((0, 1, 50), (2, 0, 7)))
#: Names 'Ann Maria Lee', who was 'Ann Lee' in the first, and the agency, which the first knew by its full name.
FULLER = Arrival("agency", "KAZ", 3, False, ((5, 1, 7), (1, 1, 7)))
#: The first without some of its releases.
SHORTER = replace(FIRST, observed_day=4, is_complete=True, releases=FIRST.releases[:2])


def listing(arrival: Arrival) -> str:
    lines = []
    for number, text, n_views in arrival.releases:
        published, title, bodies = RELEASES[number]
        lines += [f"{published} {'' if n_views is None else n_views}".rstrip(), title, bodies[text % len(bodies)]]
    return "\n".join(lines) + "\n"


def resolved(steps: Sequence[Step]) -> list[Arrival | Loss]:
    """Return the steps with each list in full; before the first there is none to read again."""
    found: list[Arrival | Loss] = []
    for step in steps:
        if isinstance(step, Again):
            if earlier := [each for each in found if isinstance(each, Arrival)]:
                one = earlier[step.number % len(earlier)]
                found.append(replace(one, home_country=step.home_country, observed_day=step.observed_day))
        else:
            found.append(step)
    return found


def change(workspace: Workspace, entries: list[LedgerEntry], what: Arrival | Loss, number: int) -> None:
    """Let a list arrive, or a reading be lost, on a day."""
    if isinstance(what, Loss):
        del entries[what.number % len(entries)]
        return
    path = write(workspace.home / "in" / f"{what.source_name}.txt", listing(what))
    shown = None if what.observed_day is None else day(what.observed_day).replace(tzinfo=UTC)
    stated = {"home_country": what.home_country, "observed_at": shown, "complete": what.is_complete}
    entries += capture(workspace, (source(path, what.source_name, **stated),), day(10 + number)).new


@contextmanager
def staged(path: Path, workspace: Workspace, entries: Sequence[LedgerEntry]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a work file whose raw and staging tables are brought up to date."""
    with open_work(path) as connection:
        forget_staging(connection)
        load_arrow(connection, RawDocument, documents_table(entries))
        load_arrow(connection, RawFetch, fetches_table(entries))
        understand(connection, workspace, entries, logging.getLogger(__name__))
        yield connection


def bring_up(
    path: Path, workspace: Workspace, entries: Sequence[LedgerEntry], largest_share: float = 1
) -> dict[str, Way]:
    """Bring a work file up to date as the assets do; return how each table was."""
    with staged(path, workspace, entries) as connection:
        return {query.name: update_table(connection, query, largest_share) for query in in_order()}


def differences(kept: Path, fresh: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows that only one of two warehouses has, by table."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{kept}' AS kept (READ_ONLY)")
        connection.execute(f"ATTACH '{fresh}' AS fresh (READ_ONLY)")
        found = {}
        for query in table_queries():
            name = quote(query.name)
            found[query.name] = connection.execute(
                f"(SELECT 'kept', * FROM kept.{name} EXCEPT ALL SELECT 'kept', * FROM fresh.{name})"
                f" UNION ALL (SELECT 'fresh', * FROM fresh.{name} EXCEPT ALL SELECT 'fresh', * FROM kept.{name})"
            ).fetchall()
    return {name: rows for name, rows in found.items() if rows}


@settings(
    max_examples=settings().max_examples // 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(refreshes)
@example([FIRST, FULLER, Loss(0)])
@example([FIRST, Again(0, "KAZ", 5), Again(0, "NOR", None), Again(0, "KAZ", 0)])
@example([replace(FIRST, is_complete=True), SECOND, SHORTER, replace(SHORTER, observed_day=3, is_complete=False)])
def test_updates_give_the_rows_of_a_rebuild(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        workspace, fresh = workspace_in(Path(folder) / "home"), Path(folder) / "fresh.duckdb"
        entries: list[LedgerEntry] = []
        for number, step in enumerate(resolved(steps)):
            if entries or isinstance(step, Arrival):
                change(workspace, entries, step, number)
                bring_up(workspace.work_path, workspace, entries)
                bring_up(fresh, workspace, entries)
                assert differences(workspace.work_path, fresh) == {}
                fresh.unlink()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path / "home")


UPDATED_BY_KEY = {name for name, contract in contracts().items() if contract.update_key}


def arrive(workspace: Workspace, *lists: Arrival) -> list[LedgerEntry]:
    entries: list[LedgerEntry] = []
    for number, one in enumerate(lists):
        change(workspace, entries, one, number)
    return entries


def assert_as_built_from_nothing(workspace: Workspace, entries: Sequence[LedgerEntry], fresh: Path) -> None:
    bring_up(fresh, workspace, entries)
    assert differences(workspace.work_path, fresh) == {}


def test_a_table_is_left_alone_updated_or_rebuilt(workspace: Workspace) -> None:
    entries = arrive(workspace, FIRST, SECOND)
    path = workspace.work_path
    assert set(bring_up(path, workspace, entries[:1]).values()) == {"rebuilt"}
    assert set(bring_up(path, workspace, entries[:1]).values()) == {"kept"}
    ways = bring_up(path, workspace, entries)
    assert {name for name, way in ways.items() if way == "updated"} == UPDATED_BY_KEY
    assert ways["dim_country"] == ways["dim_topic"] == "kept"
    assert "updated" not in bring_up(path, workspace, entries[:1], largest_share=0).values()


def test_a_run_that_ended_half_way_leaves_nothing_stale(workspace: Workspace, tmp_path: Path) -> None:
    entries = arrive(workspace, FIRST, SECOND, replace(FIRST, observed_day=5, home_country="NOR"))
    order = in_order()
    for n_tables in (8, 24):
        discard(workspace.work_path)
        bring_up(workspace.work_path, workspace, entries[:1])
        with staged(workspace.work_path, workspace, entries[:2]) as connection:
            for query in order[:n_tables]:
                update_table(connection, query, largest_share=1)
        bring_up(workspace.work_path, workspace, entries)
        assert_as_built_from_nothing(workspace, entries, tmp_path / f"{n_tables}.duckdb")


def test_runs_that_end_early_one_after_the_other_lose_no_change(workspace: Workspace, tmp_path: Path) -> None:
    entries = arrive(workspace, FIRST, SECOND)
    bring_up(workspace.work_path, workspace, entries[:1])
    for _ in range(2):
        with staged(workspace.work_path, workspace, entries) as connection:
            assert update_table(connection, in_order()[0]) in ("kept", "rebuilt")
    bring_up(workspace.work_path, workspace, entries)
    assert_as_built_from_nothing(workspace, entries, tmp_path / "fresh.duckdb")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE build.state SET code_version = 'of an older version'",
        "UPDATE meta_reading SET reading_version = 'another'",
        "DROP SCHEMA build CASCADE",
        "DROP TABLE fct_mention",
    ],
)
def test_what_cannot_be_trusted_is_rebuilt(workspace: Workspace, damage: str) -> None:
    entries = arrive(workspace, FIRST)
    bring_up(workspace.work_path, workspace, entries)
    with open_work(workspace.work_path) as connection:
        connection.execute(damage)
        (mention,) = [query for query in table_queries() if query.name == "fct_mention"]
        assert update_table(connection, mention) == "rebuilt"
        assert connection.execute("SELECT count(*) > 0 FROM fct_mention").fetchall() == [(True,)]
