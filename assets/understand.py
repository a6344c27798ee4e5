"""Keep the staging tables of the work file in step with the raw store. Knows no Dagster.

Work is proportional to what changed: a document is parsed once, a text version read once, for each version of
`reading/`. Each step is a transaction, so that after a crash the next refresh goes on where this one stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, fields
from hashlib import blake2b
from logging import Logger
from typing import Any

import duckdb
import pyarrow as pa

from assets.fingerprint import fingerprint_rows, fingerprint_version
from assets.workspace import Workspace
from reading.countries import country_table
from reading.country_forms import country_forms
from reading.document import Rejection, Release
from reading.events import event_type_table
from reading.identity import Identifiable, address_id, article_ids, version_id
from reading.parse import parse_parts
from reading.tables import Version, read_versions
from reading.topics import topic_table
from reading.version import reading_version
from warehouse.changes import forget_staging
from warehouse.contracts.base import Table
from warehouse.contracts.history import StgCountryForm
from warehouse.contracts.meta import MetaReading
from warehouse.contracts.raw import RawRejection
from warehouse.contracts.staging import (
    StgArticle,
    StgArticleFingerprint,
    StgCountry,
    StgDocument,
    StgEventType,
    StgTopic,
)
from warehouse.engine import append_arrow, count, load_arrow, table_names, transaction
from warehouse.raw_store import LedgerEntry
from warehouse.schema import arrow_schema, contracts, contracts_of, ddl

#: Text versions, and bytes of them, that are read and stored in one go: a commit costs as much as reading hundreds, but
#: two batches stand in memory, and a crash loses one.
BATCH = 8_000
BATCH_BYTES = 32_000_000

#: Tables that tell about text versions; a version was read if `stg_event` has it.
_OF_VERSION = (
    "stg_mention",
    "stg_article_country",
    "stg_article_official",
    "stg_article_organization",
    "stg_article_topic",
    "stg_article_fingerprint",
    "stg_event",
)
_OF_DOCUMENT = ("stg_document", "stg_article", "raw_rejection")

#: What a source says of all its records.
_STATED_BY_SOURCE = ("home_country_code", "language_code", "publisher_name")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a refresh read: releases found in all documents, of which newly read, known before, and rejected."""

    n_found: int
    n_read: int
    n_unchanged: int
    n_rejected: int


def text_version() -> str:
    """Return a hash of all that decides what is kept of a text: how it is read, and how its fingerprint is taken."""
    return blake2b(f"{reading_version()}\x1f{fingerprint_version()}".encode(), digest_size=16).hexdigest()


def understand(
    connection: duckdb.DuckDBPyConnection, workspace: Workspace, entries: Sequence[LedgerEntry], log: Logger
) -> Understood:
    """Bring every staging table and `raw_rejection` up to date with the readings given.

    Raises RawStoreError if bytes are missing or damaged.
    """
    forget_staging(connection)
    _prepare(connection)
    wanted: dict[str | None, LedgerEntry] = {entry.document_id: entry for entry in entries if entry.document_id}
    _drop_documents(connection, wanted)
    known = {row[0] for row in connection.execute("SELECT document_id FROM stg_document").fetchall()}
    arriving = [entry for document_id, entry in wanted.items() if document_id not in known]
    for number, entry in enumerate(arriving, start=1):
        with transaction(connection):
            warnings = _add_document(connection, workspace, entry)
        for warning in warnings:
            log.warning(f"{entry.uri}: {warning}")
        log.info(f"documents parsed: {number:,} of {len(arriving):,}")
    with transaction(connection):
        _identify(connection)
        _drop_readings(connection)
    n_read = _read_new(connection, log)
    _load_reference(connection)
    n_releases, n_rejected = count(connection, "stg_article"), count(connection, "raw_rejection")
    return Understood(n_releases + n_rejected, n_read, n_releases - n_read, n_rejected)


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the staging tables, anew if reading, the fingerprint or a contract has changed since they were made."""
    staging: list[type[Table]] = [*contracts_of("staging").values(), RawRejection, MetaReading]
    promised = blake2b("\x1f".join(statement for each in staging for statement in ddl(each)).encode(), digest_size=16)
    promised.update(fingerprint_version().encode())
    version = (reading_version(), promised.hexdigest())
    made = "SELECT reading_version, staging_version FROM meta_reading"
    if MetaReading.table_name() in table_names(connection) and connection.execute(made).fetchone() == version:
        return
    rows = [dict(zip(("reading_version", "staging_version"), version, strict=True))]
    with transaction(connection):
        for statement in (statement for each in staging for statement in ddl(each)):
            connection.execute(statement)
        append_arrow(connection, MetaReading, pa.Table.from_pylist(rows, schema=arrow_schema(MetaReading)))


def _drop_documents(connection: duckdb.DuckDBPyConnection, wanted: Mapping[str | None, LedgerEntry]) -> None:
    """Delete what came from documents that are gone or stand under other circumstances now."""
    kept = (
        "SELECT document_id, source_name, home_country_code, time_zone, language_code, publisher_name FROM stg_document"
    )
    gone = [
        row[0]
        for row in connection.execute(kept).fetchall()
        if row[0] not in wanted or row[1:] != _circumstances(wanted[row[0]])
    ]
    if not gone:
        return
    of_gone = "FROM stg_article WHERE document_id IN (SELECT unnest(?))"
    with transaction(connection):
        # What is left of their minutes has to be told apart anew.
        connection.execute(
            "UPDATE stg_article SET article_id = ''"
            " WHERE address IS NULL"
            f" AND (source_name, published_at) IN (SELECT source_name, published_at {of_gone})",
            [gone],
        )
        for table in _OF_VERSION:  # what a version means depends on the circumstances, too
            connection.execute(f"DELETE FROM {table} WHERE version_id IN (SELECT version_id {of_gone})", [gone])
        for table in _OF_DOCUMENT:
            connection.execute(f"DELETE FROM {table} WHERE document_id IN (SELECT unnest(?))", [gone])


def _circumstances(entry: LedgerEntry) -> tuple[str | None, ...]:
    return (entry.source_name, entry.home_country_code, entry.time_zone, entry.language_code, entry.publisher_name)


def _add_document(connection: duckdb.DuckDBPyConnection, workspace: Workspace, entry: LedgerEntry) -> Sequence[str]:
    """Parse one document and append its rows, part by part; return what is to be warned of.

    Releases whose record states no address are not identified yet.
    """
    document_id = str(entry.document_id)
    n_found = 0
    warnings: list[str] = []
    for part in parse_parts(workspace.store.get(document_id), entry.time_zone):
        n_found += part.n_found
        warnings += part.warnings
        _append(connection, RawRejection, {"document_id": document_id} | _columns(Rejection, part.rejections))
        _append(connection, StgArticle, _article_columns(entry, part.releases))
    told = {name: getattr(entry, name) for name in ("document_id", "time_zone", "source_name", *_STATED_BY_SOURCE)}
    summary = {"format_code": part.format_code, "n_found": n_found, "warning": "; ".join(warnings) or None}
    _append(connection, StgDocument, {name: [value] for name, value in (told | summary).items()})
    return warnings


def _columns(kind: type[Any], rows: Sequence[Any]) -> dict[str, Any]:
    """Return the fields of dataclass instances as columns."""
    return {each.name: [getattr(row, each.name) for row in rows] for each in fields(kind)}


def _article_columns(entry: LedgerEntry, releases: Sequence[Release]) -> dict[str, Any]:
    """Return the columns of a document's releases; what a record does not state itself, its source does."""
    columns = _columns(Release, releases) | {"document_id": entry.document_id, "source_name": entry.source_name}
    for name in _STATED_BY_SOURCE:
        columns[name] = [stated or getattr(entry, name) for stated in columns[name]]
    ids = ["" if each.address is None else address_id(entry.source_name, each.address) for each in releases]
    versions = [one and version_id(one, each.title, each.body) for one, each in zip(ids, releases, strict=True)]
    return columns | {"article_id": ids, "version_id": versions}


def _append(connection: duckdb.DuckDBPyConnection, contract: type[Table], columns: dict[str, Any]) -> None:
    """Append rows given as columns; a column given as a text is the same in all of them."""
    n_rows = max(len(values) for values in columns.values() if isinstance(values, list))
    if n_rows:
        whole = {name: [given] * n_rows if isinstance(given, str) else given for name, given in columns.items()}
        append_arrow(connection, contract, pa.table(whole, schema=arrow_schema(contract)))


def _identify(connection: duckdb.DuckDBPyConnection) -> None:
    """Give ids to every release of the minutes that have one without; those of a minute are told apart together.

    That a release has none stands in the table, so that a crash before this step does not lose it. Whole minutes are
    taken, about as many texts at a time as are read in one go. A stated address is an id by itself.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unidentified AS SELECT rowid AS row_no,"
        # Rows of one minute are peers, which have the same sum.
        f" sum(strlen(title) + strlen(body)) OVER (ORDER BY source_name, published_at) // {BATCH_BYTES} AS batch"
        " FROM stg_article WHERE address IS NULL AND (source_name, published_at) IN"
        " (SELECT (source_name, published_at) FROM stg_article WHERE article_id = '')"
    )
    for (batch,) in connection.execute("SELECT DISTINCT batch FROM unidentified").fetchall():
        rows = connection.execute(
            "SELECT rowid, document_id, source_name, published_at, title, body FROM stg_article"
            " WHERE rowid IN (SELECT row_no FROM unidentified WHERE batch = ?)",
            [batch],
        ).fetchall()
        found = article_ids([Identifiable(*row[1:]) for row in rows])
        versions = [version_id(one, *row[4:]) for one, row in zip(found, rows, strict=True)]
        identified = {"row_no": [row[0] for row in rows], "article_id": found, "version_id": versions}
        connection.register("identified", pa.table(identified))
        connection.execute(
            "UPDATE stg_article SET article_id = identified.article_id, version_id = identified.version_id"
            " FROM identified WHERE stg_article.rowid = identified.row_no"
        )
        connection.unregister("identified")
    connection.execute("DROP TABLE unidentified")


def _drop_readings(connection: duckdb.DuckDBPyConnection) -> None:
    """Delete what was read of versions that no document has any more, or that stand under two home countries.

    The latter are read again, so that a rebuild and an update choose the same home.
    """
    stale = (
        "SELECT version_id FROM stg_event WHERE version_id NOT IN (SELECT version_id FROM stg_article)"
        " UNION SELECT version_id FROM stg_article GROUP BY version_id"
        " HAVING count(DISTINCT coalesce(home_country_code, '')) > 1"
    )
    versions = connection.execute(stale).fetchall()
    for table in _OF_VERSION if versions else ():
        connection.execute(
            f"DELETE FROM {table} WHERE version_id IN (SELECT unnest(?))", [[row[0] for row in versions]]
        )


def _read_new(connection: duckdb.DuckDBPyConnection, log: Logger) -> int:
    """Read the text versions that were not read yet, batch by batch; return how many releases of documents they are.

    While a batch is stored, another thread reads the next one: neither needs the interpreter for long.
    """
    unread = "version_id NOT IN (SELECT version_id FROM stg_event)"
    row = connection.execute(f"SELECT count(*) FROM stg_article WHERE {unread}").fetchone()
    # A batch is full when it has enough texts or enough bytes: short texts count as if they had their share of these.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unread AS SELECT row_no,"
        f" (sum(share) OVER (ORDER BY row_no) - share) // {BATCH_BYTES} AS batch FROM ("
        f"  SELECT rowid AS row_no, greatest(strlen(title) + strlen(body), {BATCH_BYTES // BATCH}) AS share"
        f"   FROM stg_article WHERE {unread}"
        "   QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY home_country_code NULLS LAST) = 1)"
    )
    batches = [number for (number,) in connection.execute("SELECT DISTINCT batch FROM unread ORDER BY ALL").fetchall()]
    n_done, n_versions = 0, count(connection, "unread")
    for tables in _read_ahead(_texts_of(connection, batch) for batch in batches):
        with transaction(connection):
            for table, rows in tables.items():
                append_arrow(connection, contracts()[table], rows)
        n_done += len(tables["stg_article_fingerprint"])
        log.info(f"texts read: {n_done:,} of {n_versions:,}")
    connection.execute("DROP TABLE unread")
    return int(row[0]) if row else 0


def _texts_of(connection: duckdb.DuckDBPyConnection, batch: int) -> list[Version]:
    rows = connection.execute(
        "SELECT version_id, title, body, home_country_code FROM stg_article"
        " WHERE rowid IN (SELECT row_no FROM unread WHERE batch = ?)",
        [batch],
    )
    return [Version(*row) for row in rows.fetchall()]


def _read_batch(versions: Sequence[Version]) -> dict[str, pa.Table]:
    """Return the rows of every table that tells about text versions, by its name."""
    texts = [(version.title, version.body) for version in versions]
    fingerprints = fingerprint_rows([version.version_id for version in versions], texts)
    return read_versions(versions) | {StgArticleFingerprint.table_name(): fingerprints}


def _read_ahead(batches: Iterable[list[Version]]) -> Iterator[dict[str, pa.Table]]:
    """Yield the rows of each batch; another thread reads the next one while the caller uses them."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming: Future[dict[str, pa.Table]] | None = None
        for batch in batches:
            ready, coming = coming, thread.submit(_read_batch, batch)
            if ready:
                yield ready.result()
        if coming:
            yield coming.result()


def _load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Load what the readers know of states, topics and event types, for the dimensions."""
    for contract, knowledge in (
        (StgCountry, country_table()),
        (StgTopic, topic_table()),
        (StgEventType, event_type_table()),
    ):
        schema = arrow_schema(contract)
        rows = [{name: getattr(one, name) for name in schema.names} for one in knowledge]
        load_arrow(connection, contract, pa.Table.from_pylist(rows, schema=schema))
    forms = {
        (one.form, one.country_code, one.kind)
        for one in country_forms()
        if one.country_code and one.kind in ("name", "adjective", "abbreviation") and one.guard != "pair"
    }
    schema = arrow_schema(StgCountryForm)
    rows = [dict(zip(schema.names, form, strict=True)) for form in sorted(forms)]
    load_arrow(connection, StgCountryForm, pa.Table.from_pylist(rows, schema=schema))
