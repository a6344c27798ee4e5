"""By which keys tables are updated, and how a change in one table is traced to the keys of another.

The contract of a table says by which key it is updated (`update_key`): rows with a key depend only on rows of large
tables that belong to the same key, and on others that can be traced to it. What is traced to too many keys costs time;
what is traced to too few gives wrong rows, which is what tests/assets/test_update.py looks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UpdateKey:
    """A key by which tables are updated, and the SQL that leads to it and from it, each by column of a table read.

    `table` has about as many rows as there are keys. `reach` finds the keys that rows in `difference` belong to;
    `part` is the condition for rows that belong to the keys in `changed`. The first column that a table has decides.
    """

    table: str
    reach: Mapping[str, str]
    part: Mapping[str, str]

    def reach_from(self, columns: Iterable[str]) -> str | None:
        """Return the query that finds the keys of a difference with these columns; None if it cannot be traced."""
        return next((rule for column, rule in self.reach.items() if column in columns), None)

    def part_of(self, columns: Iterable[str]) -> str | None:
        """Return the condition for the part of a table with these columns; None if it is read whole."""
        return next((rule for column, rule in self.part.items() if column in columns), None)


_OF_NAMED = (
    "SELECT article_id FROM stg_article INNER JOIN stg_article_official USING (version_id)"
    " INNER JOIN bridge_official_key USING (official_key)"
)

UPDATE_KEYS: Mapping[str, UpdateKey] = {
    "article_id": UpdateKey(
        table="stg_article",
        reach={
            "article_id": "SELECT article_id FROM difference",
            "official_key": f"{_OF_NAMED} WHERE official_key IN (SELECT official_key FROM difference)",
            "official_id": f"{_OF_NAMED} WHERE official_id IN (SELECT official_id FROM difference)",
            "organization_id": f"{_OF_NAMED} WHERE md5(organization_key) IN (SELECT organization_id FROM difference)",
        },
        part={
            "article_id": "article_id IN (SELECT changed_key FROM changed)",
            "version_id": "version_id IN (SELECT version_id FROM stg_article"
            " WHERE article_id IN (SELECT changed_key FROM changed))",
        },
    ),
    "event_id": UpdateKey(
        table="fct_event",
        reach={
            "event_id": "SELECT event_id FROM difference",
            "article_id": "SELECT event_id FROM fct_event WHERE article_id IN (SELECT article_id FROM difference)",
        },
        part={
            "event_id": "event_id IN (SELECT changed_key FROM changed)",
            "article_id": "article_id IN (SELECT article_id FROM fct_event"
            " WHERE event_id IN (SELECT changed_key FROM changed))",
        },
    ),
    "official_id": UpdateKey(
        table="bridge_official_key",
        reach={
            # Whom a release named before, and whom it names now.
            "article_id": "SELECT official_id FROM fct_position_statement"
            " WHERE article_id IN (SELECT article_id FROM difference)"
            " UNION ALL SELECT official_id FROM stg_article INNER JOIN stg_article_official USING (version_id)"
            " INNER JOIN bridge_official_key USING (official_key)"
            " WHERE article_id IN (SELECT article_id FROM difference)",
            "official_id": "SELECT official_id FROM difference",
            "organization_id": "SELECT official_id FROM stg_article_official"
            " INNER JOIN bridge_official_key USING (official_key)"
            " WHERE md5(organization_key) IN (SELECT organization_id FROM difference)",
            "official_title": "SELECT official_id FROM stg_article_official"
            " INNER JOIN bridge_official_key USING (official_key)"
            " WHERE official_title IN (SELECT official_title FROM difference)",
        },
        part={
            "official_id": "official_id IN (SELECT changed_key FROM changed)",
            "official_key": "official_key IN (SELECT official_key FROM bridge_official_key"
            " WHERE official_id IN (SELECT changed_key FROM changed))",
        },
    ),
    "post_id": UpdateKey(
        table="fct_position_statement",
        reach={
            "post_id": "SELECT post_id FROM difference",
            "official_id": "SELECT post_id FROM fct_position_statement"
            " WHERE official_id IN (SELECT official_id FROM difference)",
        },
        part={"post_id": "post_id IN (SELECT changed_key FROM changed)"},
    ),
}
