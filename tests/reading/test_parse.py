"""Which format a document has is told by its content."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.parse import parse_document

LISTING = b"04.07.2023, 16:20 5\nHarbour Treaty\nTwo harbours joined.\n"
OBJECT = json.dumps({"published_at": "2023-07-04", "title": "Harbour Treaty", "body": "Two joined."}).encode()


@pytest.mark.parametrize(
    ("data", "format_code", "n_releases", "n_rejections"),
    [
        (b"", "listing", 0, 0),
        (LISTING, "listing", 1, 0),
        (b"\xef\xbb\xbf\r\n" + LISTING, "listing", 1, 0),
        (OBJECT, "jsonl", 1, 0),
        (b"\xef\xbb\xbf" + OBJECT, "jsonl", 1, 0),
        (b"\r\n \n  " + OBJECT + b"\r\n" + OBJECT, "jsonl", 2, 0),
        (OBJECT + b"\r" + OBJECT, "jsonl", 2, 0),
        (b"{}", "jsonl", 0, 1),
        # One broken line at the top must not hide the records below it.
        (b"broken, 5}\n" + OBJECT + b"\n" + OBJECT, "jsonl", 2, 1),
        (b"\xff\n" + OBJECT, "jsonl", 1, 1),
        (b'{"title": "cut off\n' + OBJECT, "jsonl", 1, 1),
        (OBJECT + b"\n" + LISTING, "jsonl", 1, 3),
        # Nor may a brace in prose hide the releases of a listing.
        (LISTING + OBJECT + b"\n", "listing", 1, 0),
        (b"{draft}\n" + LISTING, "listing", 1, 1),
        (b"Only prose.\n", "listing", 0, 1),
        (b"[1, 2]", "listing", 0, 1),
        (OBJECT.decode().encode("utf-16"), "listing", 0, 1),
    ],
)
def test_format(data: bytes, format_code: str, n_releases: int, n_rejections: int) -> None:
    document = parse_document(data, "Asia/Almaty")
    assert document.format_code == format_code
    assert (len(document.releases), len(document.rejections)) == (n_releases, n_rejections)
    assert document.n_found == n_releases + n_rejections


def test_the_zone_reaches_both_formats() -> None:
    for data in (LISTING, OBJECT.replace(b"2023-07-04", b"2023-07-04T16:20")):
        (release,) = parse_document(data, "America/New_York").releases
        assert release.published_at.hour == 20


@given(
    pieces=st.lists(
        st.one_of(st.binary(max_size=20), st.sampled_from([LISTING, LISTING[:30], OBJECT, OBJECT[:25], b"\n", b"\r{"]))
    )
)
@settings(max_examples=100, deadline=None)
def test_parsed_and_rejected_make_found(pieces: list[bytes]) -> None:
    document = parse_document(b"".join(pieces), "Asia/Almaty")
    assert document.n_found == len(document.releases) + len(document.rejections)
    assert all(len(rejection.excerpt) <= 500 and rejection.detail for rejection in document.rejections)


@pytest.mark.parametrize(
    "data", [b"\n" * 200_000 + b"x", b" " * 200_000, b"{" * 200_000, b"\n{" * 100_000, b"\r" * 200_000]
)
def test_a_hostile_document_is_told_in_linear_time(data: bytes) -> None:
    assert parse_document(data, "Asia/Almaty").releases == []
