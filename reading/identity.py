"""Which records are the same release, and which texts are the same version of it.

`article_id` is a hash of the source and the canonical address; where a record states no address, of the source, the
minute of publication and the occurrence within that minute. `version_id` is a hash of the article, title and body;
views never make a version. Both are functions of the set of records, not of the order in which they arrived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import combinations

#: Share of common word triples from which two texts of one minute are the same release, edited.
SAME_BODY = 0.5

TitleAndBody = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Identifiable:
    """The facts of a record without an address that decide which release it is."""

    document_id: str
    source_name: str
    published_at: datetime
    title: str
    body: str


def hash_id(*parts: str) -> str:
    """Return 32 hexadecimal digits (BLAKE2b, 128 bits) of the parts, kept apart by their lengths."""
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(framed.encode(), digest_size=16).hexdigest()


def version_id(article_id: str, title: str, body: str) -> str:
    """Return the id of a text version."""
    return hash_id(article_id, title, body)


def address_id(source_name: str, address: str) -> str:
    """Return the article_id of a record that states an address (canonical)."""
    return hash_id(source_name, "address", address)


def article_ids(records: Sequence[Identifiable]) -> list[str]:
    """Return the article_id of each record, none of which states an address.

    All records of one source and minute must be given together, or their occurrences are not counted.
    """
    by_minute: dict[tuple[str, datetime], list[int]] = defaultdict(list)
    ids: list[str] = [""] * len(records)
    for index, record in enumerate(records):
        by_minute[record.source_name, record.published_at].append(index)
    for (source_name, published_at), indexes in by_minute.items():
        occurrences = _occurrences([records[index] for index in indexes])
        for index, occurrence in zip(indexes, occurrences, strict=True):
            ids[index] = hash_id(source_name, "minute", published_at.isoformat(), str(occurrence))
    return ids


def _occurrences(records: Sequence[Identifiable]) -> list[int]:
    """Number the releases of one minute: records are one release if their titles, else their bodies, are the same."""
    texts = [(record.title, record.body) for record in records]
    documents: dict[TitleAndBody, set[str]] = defaultdict(set)
    for record, text in zip(records, texts, strict=True):
        documents[text].add(record.document_id)
    cluster_of = _cluster(documents)
    order = {cluster: number for number, cluster in enumerate(sorted(set(cluster_of.values()), key=min))}
    return [order[cluster_of[text]] for text in texts]


def _cluster(documents: Mapping[TitleAndBody, Set[str]]) -> dict[TitleAndBody, frozenset[TitleAndBody]]:
    """Join the most alike texts first, but never two of one document: those are two releases, however alike."""
    cluster_of = {text: frozenset([text]) for text in documents}
    if set.intersection(*map(set, documents.values())):
        return cluster_of  # the commonest case, and a fast one: one document tells them all apart
    shingles = {text: _shingles(text[1]) for text in documents}
    pairs = []
    for left, right in combinations(sorted(documents), 2):
        if documents[left].isdisjoint(documents[right]):
            alike = (left[0] == right[0]) + _jaccard(shingles[left], shingles[right])
            if alike >= SAME_BODY:
                pairs.append((-alike, left, right))
    documents_of = {cluster: frozenset(documents[text]) for text, cluster in cluster_of.items()}
    for _, left, right in sorted(pairs):
        one, other = cluster_of[left], cluster_of[right]
        if one is not other and documents_of[one].isdisjoint(documents_of[other]):
            joined = one | other
            documents_of[joined] = documents_of[one] | documents_of[other]
            cluster_of.update(dict.fromkeys(joined, joined))
    return cluster_of


def _shingles(body: str) -> frozenset[tuple[str, ...]]:
    words = body.casefold().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset([tuple(words)])


def _jaccard(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> float:
    return len(left & right) / len(left | right)
