"""Dagster's event log in SQLite, with connections that stay open.

Dagster opens an engine, and so compiles each statement anew and checkpoints the file, for every event that it stores,
which took a third of a refresh of the sample. What is stored is the same, and so is who may write: files, tables and
the lock are Dagster's own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dagster import StringSource
from dagster._config import UserConfigSchema
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine

#: Open files: one of all runs, and those of the runs that were last heard of.
_OPEN_SHARDS = 8


class KeptOpenEventLogStorage(SqliteEventLogStorage):
    """One SQLite file a run, and one of all runs, in `history/runs` of Dagster's home."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> UserConfigSchema:
        """Say what `dagster.yaml` configures."""
        return {"dagster_home": StringSource}

    @classmethod
    def from_config_value(  # type: ignore[override]
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, str]
    ) -> KeptOpenEventLogStorage:
        """Return the storage that `dagster.yaml` asks for."""
        return cls(str(Path(config_value["dagster_home"]) / "history" / "runs"), inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            self._engines[shard] = create_engine(
                self.conn_string_for_shard(shard), connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
            )
            if len(self._engines) > _OPEN_SHARDS:
                self._engines.popitem(last=False)[1].dispose()
        self._engines.move_to_end(shard)
        return self._engines[shard]

    def wipe(self) -> None:
        """Forget all runs."""
        self._close()
        super().wipe()

    def dispose(self) -> None:
        """Close the files."""
        super().dispose()
        self._close()

    def _close(self) -> None:
        while self._engines:
            self._engines.popitem()[1].dispose()
