"""DuckDB: the work file that nobody else opens, the published file opened for reading, loading by contract.

Not here: how a table is computed (`sql/`), when (`orchestration/`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path

import duckdb
import pyarrow as pa
import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from warehouse.contracts.base import Table
from warehouse.extensions import load_extension
from warehouse.schema import columns, contracts, ddl, quote

SQL_FOLDER = Path(__file__).resolve().parents[1] / "sql"

#: Where DuckDB's extension `fts` keeps the index of the table text_index.release.
TEXT_INDEX_SCHEMA = "fts_text_index_release"


class WarehouseError(RuntimeError):
    """Something about the warehouse needs a person; the message says what to do next."""


#: What DuckDB raises over a file that is damaged.
_DAMAGE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


@contextmanager
def open_work(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the work file for writing, in UTC; a damaged one is thrown away, since raw can rebuild it.

    Raises WarehouseError if another process holds the file, or if damage shows only while it is used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connect_work(path)
    except (*_DAMAGE, duckdb.InvalidInputException) as error:
        if "Could not set lock" in str(error):
            raise WarehouseError(f"another process holds the work file; close it: {error}") from error
        discard(path)
        connection = _connect_work(path)
    try:
        yield connection
    except _DAMAGE as error:
        connection.close()
        discard(path)
        raise WarehouseError(
            f"{path} cannot be read or written ({error}); it was deleted, run `chancery refresh` to rebuild it from raw"
        ) from error
    finally:
        connection.close()


def _connect_work(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path))
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_progress_bar = false")  # it would be printed among what a command says
    # A checkpoint packs every column anew that has grown; at the default of 16 MB, it comes with each commit.
    connection.execute("SET checkpoint_threshold = '256MB'")
    return connection


def discard(path: Path) -> None:
    """Delete a DuckDB file and its write-ahead log."""
    path.unlink(missing_ok=True)
    wal(path).unlink(missing_ok=True)


def wal(path: Path) -> Path:
    """Return the path of a file's write-ahead log."""
    return path.with_name(f"{path.name}.wal")


@contextmanager
def open_published(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published warehouse for reading, shut off from files and network, its settings locked.

    Raises WarehouseError if there is none or it cannot be read.
    """
    if not path.exists():
        raise WarehouseError(f"there is no warehouse at {path}; run `chancery refresh` to make one")
    config = {"autoinstall_known_extensions": "false", "memory_limit": "4GB"}
    try:
        connection = duckdb.connect(str(path), read_only=True, config=config)  # type: ignore[arg-type]
    except duckdb.Error as error:
        raise WarehouseError(
            f"{path} cannot be read ({error}); run `chancery refresh` to rebuild it from raw"
        ) from error
    try:
        # A second connection in this process shares the settings of the first, which are locked already.
        if connection.execute("SELECT current_setting('lock_configuration')").fetchone() == (False,):
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            connection.execute("SET enable_progress_bar = false")
            if has_text_index(connection):
                load_extension(connection, "fts")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        if has_text_index(connection) and not _knows_stems(connection):
            # Made with the extension, read without it: search by looking through the texts.
            (plain,) = [macro for macro in macros() if macro.name == "search"]
            connection.execute(plain.text.replace("CREATE MACRO", "CREATE TEMP MACRO", 1))
        yield connection
    finally:
        connection.close()


def has_text_index(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the file holds an index of the texts, whose use needs the extension `fts`."""
    found = connection.execute("SELECT 1 FROM duckdb_schemas() WHERE schema_name = ?", [TEXT_INDEX_SCHEMA])
    return found.fetchone() is not None


def _knows_stems(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute("SELECT 1 FROM duckdb_functions() WHERE function_name = 'stem'")
    return found.fetchone() is not None


#: Stands before the example call in the comment of a macro.
_EXAMPLE = "-- Example: "


@dataclass(frozen=True, slots=True)
class Query:
    """A file of `sql/`: the SELECT that computes a table, or that finds the rows that break a check.

    `columns` are, by table, those of which it can make use.
    """

    name: str
    path: Path
    text: str
    columns: Mapping[str, frozenset[str]] = field(compare=False)

    @property
    def tables(self) -> frozenset[str]:
        """The tables it reads."""
        return frozenset(self.columns)

    @property
    def code_version(self) -> str:
        """Hash of the text."""
        return blake2b(self.text.encode(), digest_size=8).hexdigest()


def read_query(path: Path) -> Query:
    """Parse a query file. Raises WarehouseError unless it is one SELECT over tables that have a contract."""
    text = path.read_text(encoding="utf-8").rstrip().rstrip(";")
    try:
        statements = sqlglot.parse(text, dialect="duckdb")
    except SqlglotError as error:
        raise WarehouseError(f"{path}: {error}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise WarehouseError(f"{path}: expected one SELECT and nothing else, not even a semicolon before a comment")
    named = {cte.alias_or_name for cte in statements[0].find_all(exp.CTE)}
    tables = {table.name for table in statements[0].find_all(exp.Table) if table.name} - (named - set(contracts()))
    if unknown := sorted(tables - set(contracts())):
        raise WarehouseError(f"{path}: no contract for {', '.join(unknown)}; add a class in warehouse/contracts/")
    return Query(path.stem, path, text, {name: _columns_read(statements[0], name) for name in tables})


def _columns_read(query: exp.Query, table: str) -> frozenset[str]:
    """Return the columns named wherever a query selects from a table; all of them, where it says `*`."""
    named: set[str] = set()
    promised = frozenset(column.name for column in columns(contracts()[table]))
    for source in query.find_all(exp.Table):
        select = source.find_ancestor(exp.Select)
        if source.name == table and select:
            named |= promised if select.is_star else {column.name for column in select.find_all(exp.Column)}
    return promised & named


@cache
def table_queries(folder: Path = SQL_FOLDER) -> tuple[Query, ...]:
    """Return the queries of core and marts. Raises WarehouseError where a query or a contract lacks the other."""
    queries = tuple(read_query(path) for layer in ("core", "marts") for path in sorted((folder / layer).glob("*.sql")))
    names = {query.name for query in queries}
    promised = {name for name, contract in contracts().items() if contract.layer() in ("core", "marts")}
    if missing := sorted(names - promised):
        raise WarehouseError(f"no contract for {', '.join(missing)}; add a class in warehouse/contracts/")
    if missing := sorted(promised - names):
        raise WarehouseError(f"no query for {', '.join(missing)}; add a file in sql/core/ or sql/marts/")
    return queries


@cache
def check_queries(folder: Path = SQL_FOLDER) -> tuple[Query, ...]:
    """Return the queries of `sql/checks/`, named `<table>__<check>`: each selects the rows that break a promise."""
    return tuple(read_query(path) for path in sorted((folder / "checks").glob("*.sql")))


@dataclass(frozen=True, slots=True)
class Macro:
    """A file of `sql/macros/`: a table macro for people, called like the file, and a call of it as an example."""

    name: str
    text: str
    example: str


def read_macro(path: Path) -> Macro:
    """Parse a macro file. Raises WarehouseError unless it is one `CREATE MACRO <stem>(...) AS TABLE` with an example.

    The example is a line of the comment it begins with: `-- Example: FROM <stem>(...)`.
    """
    text = path.read_text(encoding="utf-8").rstrip().rstrip(";")
    examples = [line.removeprefix(_EXAMPLE) for line in text.splitlines() if line.startswith(_EXAMPLE)]
    try:
        statements = sqlglot.parse(text, dialect="duckdb")
    except SqlglotError as error:
        raise WarehouseError(f"{path}: {error}") from error
    one = statements[0] if len(statements) == 1 else None
    function = one.this if isinstance(one, exp.Create) and one.kind == "MACRO" else None
    if not isinstance(function, exp.UserDefinedFunction) or function.this.name != path.stem:
        raise WarehouseError(f"{path}: expected one CREATE MACRO {path.stem}(...) AS TABLE and nothing else")
    if len(examples) != 1:
        raise WarehouseError(f"{path}: expected one line '{_EXAMPLE}FROM {path.stem}(...)' in its comment")
    return Macro(path.stem, text, examples[0])


@cache
def macros(folder: Path = SQL_FOLDER) -> tuple[Macro, ...]:
    """Return the macros of `sql/macros/`."""
    return tuple(read_macro(path) for path in sorted((folder / "macros").glob("*.sql")))


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every macro, in one transaction, in the place of those the file has. The tables they read must exist."""
    made = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal"
    with transaction(connection):
        for (name,) in connection.execute(made).fetchall():
            connection.execute(f"DROP MACRO TABLE {quote(name)}")
        for macro in macros():
            connection.execute(macro.text)


def load_query(connection: duckdb.DuckDBPyConnection, query: Query) -> int:
    """Replace a table by the rows of its query, in one transaction; return how many."""
    with transaction(connection):
        replace_rows(connection, query.name, query.text)
    return count(connection, query.name)


def replace_rows(connection: duckdb.DuckDBPyConnection, table: str, select: str) -> None:
    """Make a table anew from its contract, with the rows of a SELECT, within the caller's transaction."""
    for statement in ddl(contracts()[table]):
        connection.execute(statement)
    connection.execute(f"INSERT INTO {quote(table)} BY NAME {select}")


def load_arrow(connection: duckdb.DuckDBPyConnection, contract: type[Table], rows: pa.Table) -> int:
    """Replace a table by rows made in Python, in one transaction; return how many."""
    with transaction(connection):
        for statement in ddl(contract):
            connection.execute(statement)
        append_arrow(connection, contract, rows)
    return count(connection, contract.table_name())


def append_arrow(connection: duckdb.DuckDBPyConnection, contract: type[Table], rows: pa.Table) -> None:
    """Append rows made in Python to the table of a contract, by name, within the caller's transaction."""
    connection.register("arriving_rows", rows)
    try:
        connection.execute(f"INSERT INTO {quote(contract.table_name())} BY NAME SELECT * FROM arriving_rows")
    finally:
        connection.unregister("arriving_rows")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what is done inside, or nothing of it."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def count(connection: duckdb.DuckDBPyConnection, table: str, schema: str = "main") -> int:
    """Return the number of rows of a table."""
    row = connection.execute(f"SELECT count(*) FROM {quote(schema)}.{quote(table)}").fetchone()
    assert row is not None
    return int(row[0])


def table_names(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the tables that the file holds."""
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'").fetchall()
    return {str(row[0]) for row in rows}


def schema_version() -> str:
    """Return a hash of what every table promises, how core and marts are computed, and of the macros beside them."""
    digest = blake2b(digest_size=16)
    for macro in macros():
        digest.update(f"{macro.name}\x1f{macro.text}\x1f".encode())
    for query in (*table_queries(), *check_queries()):
        digest.update(f"{query.name}\x1f{query.text}\x1f".encode())
    for contract in contracts().values():
        digest.update("\x1f".join(ddl(contract)).encode())
    return digest.hexdigest()
