"""Which records are the same release, and which texts are the same version of it.

`article_id` is a hash of the source and the canonical address; where a record states no address, of the source, the
minute of publication and the occurrence within that minute. `version_id` is a hash of the article, title and body;
views never make a version. Both are functions of the set of records, not of the order in which they arrived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import combinations

#: Share of common word triples from which two texts of one minute are the same release, edited.
SAME_BODY = 0.5


@dataclass(frozen=True, slots=True)
class Identifiable:
    """The facts of a record that decide which release it is."""

    document_id: str
    source_name: str
    address: str | None
    published_at: datetime
    title: str
    body: str


def hash_id(*parts: str) -> str:
    """Return 32 hexadecimal digits (BLAKE2b, 128 bits) of the parts, kept apart by a unit separator."""
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def version_id(article_id: str, title: str, body: str) -> str:
    """Return the id of a text version."""
    return hash_id(article_id, title, body)


def article_ids(records: Sequence[Identifiable]) -> list[str]:
    """Return the article_id of each record.

    All records of one source and minute must be given together, or their occurrences are not counted.
    """
    by_minute: dict[tuple[str, datetime], list[int]] = defaultdict(list)
    ids: list[str] = [""] * len(records)
    for index, record in enumerate(records):
        if record.address is not None:
            ids[index] = hash_id(record.source_name, "address", record.address)
        else:
            by_minute[record.source_name, record.published_at].append(index)
    for (source_name, published_at), indexes in by_minute.items():
        occurrences = _occurrences([records[index] for index in indexes])
        for index, occurrence in zip(indexes, occurrences, strict=True):
            ids[index] = hash_id(source_name, "minute", published_at.isoformat(), str(occurrence))
    return ids


def _occurrences(records: Sequence[Identifiable]) -> list[int]:
    """Number the releases of one minute: records are one release if their titles, else their bodies, are the same."""
    texts = [(record.title, record.body) for record in records]
    if len(set(texts)) == 1:
        return [0] * len(records)
    # Two different texts in one document are two releases, however alike they are.
    together: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for record, text in zip(records, texts, strict=True):
        together[record.document_id].add(text)
    apart = {pair for group in together.values() for pair in combinations(sorted(group), 2)}
    cluster_of = _cluster(sorted(set(texts)), apart)
    order = {cluster: number for number, cluster in enumerate(sorted(set(cluster_of.values()), key=min))}
    return [order[cluster_of[text]] for text in texts]


def _cluster(
    texts: Sequence[tuple[str, str]], apart: set[tuple[tuple[str, str], tuple[str, str]]]
) -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """Join the most alike texts first, never two that stand apart."""
    shingles = {text: _shingles(text[1]) for text in texts}
    pairs = []
    for left, right in combinations(texts, 2):
        alike = (
            1 + _jaccard(shingles[left], shingles[right])
            if left[0] == right[0]
            else _jaccard(shingles[left], shingles[right])
        )
        if alike >= SAME_BODY and (left, right) not in apart:
            pairs.append((-alike, left, right))
    cluster_of = {text: frozenset([text]) for text in texts}
    for _, left, right in sorted(pairs):
        one, other = cluster_of[left], cluster_of[right]
        if one is other or any((min(a, b), max(a, b)) in apart for a in one for b in other):
            continue
        for text in (joined := one | other):
            cluster_of[text] = joined
    return cluster_of


def _shingles(body: str) -> frozenset[tuple[str, ...]]:
    words = body.casefold().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset([tuple(words)])


def _jaccard(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> float:
    return len(left & right) / len(left | right)
