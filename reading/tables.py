"""What was read, as columns: one Arrow table for each kind of fact, named as the warehouse names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from reading.model import Reading, Span, Text
from reading.release import read_releases

Row = dict[str, Any]


class Version(NamedTuple):
    """A text version to be read."""

    version_id: str
    title: str
    body: str
    home_country_code: str | None


def read_versions(versions: Sequence[Version]) -> dict[str, pa.Table]:
    """Read text versions and return the rows of each `stg_` table that tells about versions.

    Every version gives at least one row of `stg_event`.
    """
    texts = [Text(version.title, version.body, version.home_country_code) for version in versions]
    rows: dict[str, list[Row]] = {
        "stg_mention": [],
        "stg_article_country": [],
        "stg_article_official": [],
        "stg_article_organization": [],
        "stg_article_topic": [],
        "stg_event": [],
    }
    for version, text, reading in zip(versions, texts, read_releases(texts), strict=True):
        _add(rows, version.version_id, text, reading)
    return {table: pa.Table.from_pylist(found) for table, found in rows.items() if found}


def _add(rows: dict[str, list[Row]], version_id: str, text: Text, reading: Reading) -> None:
    version = {"version_id": version_id}
    rows["stg_mention"] += _mentions(version_id, text, reading)
    rows["stg_article_country"] += [
        version
        | {
            "country_code": role.country_code,
            "role_code": role.role_code,
            "n_mentions": role.n_mentions,
            "salience": role.salience,
        }
        for role in reading.country_roles
    ]
    rows["stg_article_official"] += [
        version
        | {
            "official_key": official.official_key,
            "official_name": official.name,
            "official_title": official.title,
            "represented_country_code": official.represented_country_code,
            "posted_country_code": official.posted_country_code,
            "organization_key": official.organization_key,
            "n_mentions": len(official.spans),
        }
        for official in reading.officials
    ]
    rows["stg_article_organization"] += [
        version
        | {
            "organization_key": body.organization_key,
            "organization_name": body.name,
            "acronym": body.acronym,
            "organization_type_code": body.type_code,
            "country_code": body.country_code,
            "n_mentions": len(body.spans),
        }
        for body in reading.organizations
    ]
    rows["stg_article_topic"] += [
        version | {"topic_code": topic.topic_code, "score": topic.score, "is_main": topic.is_main}
        for topic in reading.topics
    ]
    rows["stg_event"] += [
        version
        | {
            "event_no": number,
            "event_type_code": event.event_type_code,
            "is_main": event.is_main,
            "place_country_code": event.place_country_code,
            "event_on": event.event_on,
        }
        for number, event in enumerate(reading.events, start=1)
    ]


def _mentions(version_id: str, text: Text, reading: Reading) -> Iterable[Row]:
    """Yield one row for each span; the same span of the same entity found by two rules counts once, the first."""
    seen = set()
    for kind, entity_id, role_code, span in _spans(reading):
        field, start, end = text.locate(span.start, span.end)
        if (key := (kind, entity_id, field, start, end)) in seen:
            continue
        seen.add(key)
        yield {
            "version_id": version_id,
            "kind": kind,
            "entity_id": entity_id,
            "field": field,
            "start_char": start,
            "end_char": end,
            "surface": text.full[span.start : span.end],
            "role_code": role_code,
            "rule_id": span.rule_id,
            "confidence": span.confidence,
        }


def _spans(reading: Reading) -> Iterable[tuple[str, str, str | None, Span]]:
    role_of = reading.role_of
    for mention in reading.countries:
        yield "country", mention.country_code, role_of.get(mention.country_code), mention.span
    for official in reading.officials:
        role = role_of.get(official.represented_country_code or "")
        for span in official.spans:
            yield "official", official.official_key, role, span
    for body in reading.organizations:
        for span in body.spans:
            yield "organization", body.organization_key, None, span
    for topic in reading.topics:
        for span in topic.spans:
            yield "topic", topic.topic_code, None, span
    for event in reading.events:
        for span in event.spans:
            yield "event", event.event_type_code, None, span
