"""What was read, as columns: one Arrow table for each kind of fact, named as the warehouse names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import pyarrow as pa

from reading.model import Event, Official, Organization, Reading, Span, Text
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
    rows: dict[str, list[Row]] = defaultdict(list)
    for version, text, reading in zip(versions, texts, read_releases(texts), strict=True):
        rows["stg_mention"] += _mentions(version.version_id, text, reading)
        for table, facts in _facts(reading):
            rows[table] += [{"version_id": version.version_id} | fact for fact in facts]
    return {table: pa.Table.from_pylist(found) for table, found in rows.items() if found}


def _facts(reading: Reading) -> Iterable[tuple[str, list[Row]]]:
    """Yield the rows of each table but the mentions, without the version."""
    yield "stg_article_country", [asdict(role) for role in reading.country_roles]
    yield "stg_article_official", [_official(official) for official in reading.officials]
    yield "stg_article_organization", [_organization(body) for body in reading.organizations]
    yield (
        "stg_article_topic",
        [{"topic_code": topic.topic_code, "score": topic.score, "is_main": topic.is_main} for topic in reading.topics],
    )
    yield "stg_event", [_event(number, event) for number, event in enumerate(reading.events, start=1)]


def _official(official: Official) -> Row:
    return {
        "official_key": official.official_key,
        "official_name": official.name,
        "official_title": official.title,
        "represented_country_code": official.represented_country_code,
        "posted_country_code": official.posted_country_code,
        "organization_key": official.organization_key,
        "n_mentions": len(official.spans),
    }


def _organization(body: Organization) -> Row:
    return {
        "organization_key": body.organization_key,
        "organization_name": body.name,
        "acronym": body.acronym,
        "organization_type_code": body.type_code,
        "country_code": body.country_code,
        "n_mentions": len(body.spans),
    }


def _event(number: int, event: Event) -> Row:
    return {
        "event_no": number,
        "event_type_code": event.event_type_code,
        "is_main": event.is_main,
        "place_country_code": event.place_country_code,
        "event_on": event.event_on,
    }


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
