"""Keep the staging tables of the work file in step with the raw store. Knows no Dagster.

Work is proportional to what changed: a document is parsed once, a text version read once, for each version of
`reading/`. Each step is a transaction, so that after a crash the next refresh goes on where this one stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from logging import Logger

import duckdb
import pyarrow as pa

from assets.fingerprint import fingerprint_rows, fingerprint_version
from assets.workspace import Workspace
from reading.countries import country_table
from reading.country_forms import country_forms
from reading.document import Document
from reading.events import event_type_table
from reading.identity import Identifiable, article_ids, version_id
from reading.parse import parse_document
from reading.tables import Version, read_versions
from reading.topics import topic_table
from reading.version import reading_version
from warehouse.changes import forget_staging
from warehouse.contracts.base import Table
from warehouse.contracts.history import StgCountryForm
from warehouse.contracts.meta import MetaReading
from warehouse.contracts.raw import RawRejection
from warehouse.contracts.staging import StgArticleFingerprint, StgCountry, StgEventType, StgTopic
from warehouse.engine import append_arrow, count, load_arrow, table_names, transaction
from warehouse.raw_store import LedgerEntry
from warehouse.schema import arrow_schema, contracts, contracts_of, ddl

#: Text versions read and stored in one go: enough for columns to pay, little enough to lose in a crash.
BATCH = 500


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
            document = _add_document(connection, workspace, entry)
        for warning in document.warnings:
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
            f" WHERE (source_name, published_at) IN (SELECT source_name, published_at {of_gone})",
            [gone],
        )
        for table in _OF_VERSION:  # what a version means depends on the circumstances, too
            connection.execute(f"DELETE FROM {table} WHERE version_id IN (SELECT version_id {of_gone})", [gone])
        for table in _OF_DOCUMENT:
            connection.execute(f"DELETE FROM {table} WHERE document_id IN (SELECT unnest(?))", [gone])


def _circumstances(entry: LedgerEntry) -> tuple[str | None, ...]:
    return (entry.source_name, entry.home_country_code, entry.time_zone, entry.language_code, entry.publisher_name)


def _add_document(connection: duckdb.DuckDBPyConnection, workspace: Workspace, entry: LedgerEntry) -> Document:
    """Parse one document and append its rows; its releases are not identified yet."""
    document_id = str(entry.document_id)
    document = parse_document(workspace.store.get(document_id), entry.time_zone)
    keys = {"document_id": document_id}
    told = entry.model_dump(
        include={"source_name", "home_country_code", "time_zone", "language_code", "publisher_name"}
    )
    summary = {
        "format_code": document.format_code,
        "n_found": document.n_found,
        "warning": "; ".join(document.warnings) or None,
    }
    _append(connection, "stg_document", [keys | told | summary])
    _append(connection, "raw_rejection", [keys | asdict(rejection) for rejection in document.rejections])
    _append(connection, "stg_article", _article_rows(entry, document))
    return document


def _article_rows(entry: LedgerEntry, document: Document) -> list[dict[str, object]]:
    """Return the rows of a document's releases; what a record does not state itself, its source does."""
    rows = []
    for release in document.releases:
        row = asdict(release) | {"document_id": entry.document_id, "source_name": entry.source_name}
        for name in ("home_country_code", "language_code", "publisher_name"):
            row[name] = row[name] or getattr(entry, name)
        rows.append(row | {"article_id": "", "version_id": ""})
    return rows


def _append(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, object]]) -> None:
    if rows:
        contract = contracts()[table]
        append_arrow(connection, contract, pa.Table.from_pylist(rows, schema=arrow_schema(contract)))


def _identify(connection: duckdb.DuckDBPyConnection) -> None:
    """Give ids to every release of the minutes that have one without; those of a minute are told apart together.

    That a release has none stands in the table, so that a crash before this step does not lose it.
    """
    rows = connection.execute(
        "SELECT document_id, line_from, source_name, address, published_at, title, body FROM stg_article"
        " WHERE (source_name, published_at) IN"
        " (SELECT source_name, published_at FROM stg_article WHERE article_id = '') ORDER BY ALL"
    ).fetchall()
    if not rows:
        return
    found = article_ids([Identifiable(row[0], *row[2:]) for row in rows])
    identified = pa.table(
        {
            "document_id": [row[0] for row in rows],
            "line_from": [row[1] for row in rows],
            "article_id": found,
            "version_id": [version_id(one, row[5], row[6]) for one, row in zip(found, rows, strict=True)],
        }
    )
    connection.register("identified", identified)
    connection.execute(
        "UPDATE stg_article SET article_id = identified.article_id, version_id = identified.version_id FROM identified"
        " WHERE stg_article.document_id = identified.document_id AND stg_article.line_from = identified.line_from"
    )
    connection.unregister("identified")


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
    """Read the text versions that were not read yet, batch by batch; return how many releases of documents they are."""
    unread = "version_id NOT IN (SELECT version_id FROM stg_event)"
    row = connection.execute(f"SELECT count(*) FROM stg_article WHERE {unread}").fetchone()
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unread AS"
        " SELECT row_number() OVER () AS number, version_id, title, body, home_country_code FROM ("
        f"  SELECT * FROM stg_article WHERE {unread}"
        "   QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY home_country_code NULLS LAST) = 1)"
    )
    n_versions = count(connection, "unread")
    for start in range(0, n_versions, BATCH):
        batch = connection.execute(
            "SELECT version_id, title, body, home_country_code FROM unread WHERE number > ? AND number <= ?",
            [start, start + BATCH],
        ).fetchall()
        with transaction(connection):
            for table, rows in read_versions([Version(*one) for one in batch]).items():
                append_arrow(connection, contracts()[table], rows)
            fingerprints = fingerprint_rows([one[0] for one in batch], [(one[1], one[2]) for one in batch])
            append_arrow(connection, StgArticleFingerprint, fingerprints)
        log.info(f"texts read: {start + len(batch):,} of {n_versions:,}")
    connection.execute("DROP TABLE unread")
    return int(row[0]) if row else 0


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
