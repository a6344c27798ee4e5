"""The index of the texts: made whole, into a copy of the published file that takes its place.

It is no part of the work file. Publishing leaves it out, and `search` is then answered without it, until it is made
again: so it never is of other rows than those beside it.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from warehouse.engine import (
    SQL_FOLDER,
    TEXT_INDEX_SCHEMA,
    WarehouseError,
    count,
    open_published,
    open_work,
    read_macro,
    read_query,
    wal,
)
from warehouse.extensions import load_extension
from warehouse.publish import replacing

_FOLDER = SQL_FOLDER / "text_index"


@dataclass(frozen=True, slots=True)
class Indexed:
    """What was indexed: releases and distinct terms; size of the file in bytes."""

    n_articles: int
    n_terms: int
    n_bytes: int


def index_text(target: Path) -> Indexed:
    """Index the texts of a published warehouse and let its macro `search` use the index. The caller holds the lock.

    Raises WarehouseError if there is no warehouse, or DuckDB's extension `fts` is not there.
    """
    with open_published(target):
        pass
    with replacing(target) as temporary:
        shutil.copyfile(target, temporary)
        with open_work(temporary) as connection:
            if not load_extension(connection, "fts"):
                raise WarehouseError(
                    "the text index needs DuckDB's extension fts: pip install 'chancery[search]', or INSTALL fts in"
                    " DuckDB; without it `search` looks through the texts themselves"
                )
            connection.execute("CREATE SCHEMA text_index")
            connection.execute(f"CREATE TABLE text_index.release AS {read_query(_FOLDER / 'release.sql').text}")
            # Stop words of English are left out, words are cut to their stems, accents do not matter.
            connection.execute("PRAGMA create_fts_index('text_index.release', 'article_id', '*', overwrite = 1)")
            # The index keeps no reference to its table.
            connection.execute("DROP SCHEMA text_index CASCADE")
            connection.execute("DROP MACRO TABLE IF EXISTS search")
            connection.execute(read_macro(_FOLDER / "search.sql").text)
            n_articles, n_terms = (count(connection, table, TEXT_INDEX_SCHEMA) for table in ("docs", "dict"))
            connection.execute("CHECKPOINT")
        wal(temporary).unlink(missing_ok=True)
    return Indexed(n_articles, n_terms, target.stat().st_size)
