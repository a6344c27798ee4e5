"""Fingerprints of texts, by which near-duplicates are found: MinHash signatures over pairs of words. Knows no Dagster.

A signature is 128 slots of six bits, each written as one character, so that SQL can compare two of them with
`hamming` and cut bands out of them with `substring`. Which releases are one story is for
`sql/core/bridge_article_story.sql`; why pairs of words, and how good it is: decision 0015.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from rensa import RMinHash

from warehouse.contracts.staging import StgArticleFingerprint
from warehouse.schema import arrow_schema

SLOTS = 128
#: Texts that are hashed in one go: few enough for their columns to stay in the cache of a processor.
CHUNK = 32

_SEED = 20260301
_SYMBOLS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", np.uint8)
#: Multiplier of the rolling hash, and its inverse modulo 2^64.
_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 2**64)

#: Letters and digits of ASCII, and every byte of a longer character.
_IS_WORD = np.array([byte >= 0x80 or chr(byte).isalnum() for byte in range(256)])

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


@cache
def fingerprint_version() -> str:
    """Return a hash of all that decides a signature: this module and the library that hashes."""
    digest = blake2b(f"rensa\x1f{version('rensa')}\x1f".encode(), digest_size=16)
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def fingerprint_rows(version_ids: Sequence[str], texts: Sequence[tuple[str, str]]) -> pa.Table:
    """Return the rows of `stg_article_fingerprint` for text versions, given as pairs of title and body."""
    columns = {"version_id": version_ids, "signature": signatures([f"{title}\n{body}" for title, body in texts])}
    return pa.table(columns, schema=arrow_schema(StgArticleFingerprint))


def signatures(texts: Sequence[str]) -> list[str | None]:
    """Return the signature of each text: `SLOTS` characters; None for a text without words.

    Case and punctuation make no difference. Two signatures agree in a slot with about the probability that a pair of
    words of either text is in both (Jaccard).
    """
    return [found for start in range(0, len(texts), CHUNK) for found in _signatures(texts[start : start + CHUNK])]


def _signatures(texts: Sequence[str]) -> list[str | None]:
    hashes, offsets = _shingles([text.lower().encode("utf-8", "surrogatepass") for text in texts])
    digests = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets.astype(np.uint64), SLOTS, _SEED)
    # The upper bits of a slot tell the rank of the smallest hash, small ranks above all; the lower ones are even.
    symbols = _SYMBOLS[np.array(digests.to_rows(), dtype=np.uint32) & 63]
    written = symbols.tobytes().decode("ascii")
    n_shingles = np.diff(offsets)
    return [written[row * SLOTS : (row + 1) * SLOTS] if n else None for row, n in enumerate(n_shingles)]


def _shingles(texts: Sequence[bytes]) -> tuple[Hashes, Ints]:
    """Return the hashes of the pairs of words of all texts, one after the other, and where those of each text begin.

    A text of one word is a pair of that word and nothing.
    """
    joined = np.frombuffer(b" " + b"  ".join(texts) + b"  ", np.uint8)
    begins = np.cumsum([0, *(len(text) + 2 for text in texts)])
    is_word = _words(joined)
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    # The first word of each text, and the end of the last one's.
    first = np.searchsorted(starts, begins)
    n_words = np.diff(first)
    words = _hash_words(joined, starts, ends)
    pairs = _mix(words * np.uint64(_FACTOR) + np.append(words[1:], np.uint64(0)))
    begins_pair = np.ones(len(words), np.bool_)
    begins_pair[first[1:][n_words > 1] - 1] = False
    alone = first[:-1][n_words == 1]
    pairs[alone] = _mix(words[alone] * np.uint64(_FACTOR))
    return pairs[begins_pair], np.concatenate(([0], np.cumsum(n_words - (n_words > 1))))


def _words(data: Bytes) -> npt.NDArray[np.bool_]:
    """Tell the bytes of words from those between words: ASCII, Latin-1 and general punctuation of Unicode."""
    is_word = _IS_WORD[data]
    latin = np.flatnonzero(data == 0xC2)  # U+0080 to U+00BF: no-break space, « and »
    is_word[latin] = is_word[latin + 1] = False
    general = np.flatnonzero(data == 0xE2)
    general = general[data[general + 1] <= 0x81]  # U+2000 to U+207F: ’ “ ” – —
    is_word[general] = is_word[general + 1] = is_word[general + 2] = False
    return is_word


def _hash_words(data: Bytes, starts: Ints, ends: Ints) -> Hashes:
    """Return a hash of each stretch of the data: a polynomial of its bytes modulo 2^64, from sums up to its ends."""
    powers, inverses = _powers(len(data).bit_length())
    sums = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(data * powers[: len(data)], out=sums[1:])
    hashes: Hashes = (sums[ends] - sums[starts]) * inverses[starts]
    return hashes


def _mix(hashes: Hashes) -> Hashes:
    """Let every bit depend on every other, as MurmurHash3 does at its end: MinHash takes hashes to be even."""
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(factor)
    mixed: Hashes = hashes ^ (hashes >> np.uint64(33))
    return mixed


@cache
def _powers(n_bits: int) -> tuple[Hashes, Hashes]:
    """Return the first 2 ** n_bits powers of the factor and of its inverse."""
    return tuple(np.cumprod(np.full(2**n_bits, base, np.uint64)) for base in (_FACTOR, _INVERSE))  # type: ignore[return-value]
