"""JSON Lines: keys and types, times with and without offset, addresses; what is rejected, and why."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from w3lib.url import canonicalize_url

from reading import jsonl
from reading.document import MAX_LINE_BYTES, Document, Release, whole
from reading.jsonl import canonical_address, read_jsonl

ALMATY = "Asia/Almaty"
PLAIN = {"published_at": "2023-07-04T16:20", "title": "Harbour Treaty Signed", "body": "Two harbours joined."}


def line(**values: Any) -> bytes:
    """Return a record in which some values differ from a plain one; `...` leaves the key out."""
    return json.dumps({key: value for key, value in (PLAIN | values).items() if value is not ...}).encode()


def read(*lines: bytes, zone: str = ALMATY) -> Document:
    return whole(read_jsonl(b"\n".join(lines), zone))


def only(**values: Any) -> Release:
    document = read(line(**values))
    assert (document.n_found, document.rejections) == (1, [])
    return document.releases[0]


def reason(record: bytes) -> tuple[str, str]:
    """Return why a record is rejected; its neighbours must be kept, and its line named."""
    document = read(line(title="Before"), record, line(title="After"))
    assert document.n_found == 3
    assert [(release.line_from, release.title) for release in document.releases] == [(1, "Before"), (3, "After")]
    (rejection,) = document.rejections
    assert (rejection.line_from, rejection.line_to) == (2, 2)
    assert rejection.excerpt.encode()[:20] == record.replace(b"\x00", b"\\x00").replace(b"\xff", b"\\xff")[:20]
    return rejection.reason_code, rejection.detail


def test_all_keys() -> None:
    release = only(
        n_views=12,
        url="https://ministry.example/news?b=2&a=1#top",
        publisher="Office of Tides",
        home_country="ISL",
        language="en-GB",
    )
    assert release == Release(
        line_from=1,
        line_to=1,
        published_at=datetime(2023, 7, 4, 10, 20),
        published_on=date(2023, 7, 4),
        title="Harbour Treaty Signed",
        body="Two harbours joined.",
        n_views=12,
        address="https://ministry.example/news?a=1&b=2",
        publisher_name="Office of Tides",
        home_country_code="ISL",
        language_code="en-GB",
    )


@pytest.mark.parametrize("absent", [{}, dict.fromkeys(("n_views", "url", "publisher", "home_country", "language"))])
def test_optional_keys_may_be_absent_or_null(absent: dict[str, None]) -> None:
    release = only(**absent)
    assert {release.n_views, release.address, release.publisher_name} == {None}
    assert {release.home_country_code, release.language_code} == {None}


def test_unknown_keys_are_left_out_with_a_warning() -> None:
    document = read(line(mood="calm", tide="low"), line(mood="rough"), line())
    assert len(document.releases) == 3
    assert document.warnings == ["key 'mood' left out of 2 records", "key 'tide' left out of 1 records"]
    assert read(line()).warnings == []


@pytest.mark.parametrize(
    ("text", "published_at", "published_on"),
    [
        ("2022-02-15T16:05:01+00:00", datetime(2022, 2, 15, 16, 5, 1), date(2022, 2, 15)),
        ("2022-02-15T18:00:00+00:00", datetime(2022, 2, 15, 18, 0), date(2022, 2, 16)),  # midnight in Almaty
        ("2022-02-15T17:59:59Z", datetime(2022, 2, 15, 17, 59, 59), date(2022, 2, 15)),
        ("2019-09-25 00:00:00.000000000 -04:00", datetime(2019, 9, 25, 4, 0), date(2019, 9, 25)),
        ("2019-09-25 20:30:00.123 -0400", datetime(2019, 9, 26, 0, 30), date(2019, 9, 26)),
        ("2023-07-04", datetime(2023, 7, 3, 18, 0), date(2023, 7, 4)),
        ("2023-07-04T16:20", datetime(2023, 7, 4, 10, 20), date(2023, 7, 4)),
        ("2023-07-04 16:20:30", datetime(2023, 7, 4, 10, 20, 30), date(2023, 7, 4)),
        ("2023-07-04t16:20z", datetime(2023, 7, 4, 16, 20), date(2023, 7, 4)),
        ("  2023-07-04T16:20+05:45 ", datetime(2023, 7, 4, 10, 35), date(2023, 7, 4)),
    ],
)
def test_published_at(text: str, published_at: datetime, published_on: date) -> None:
    release = only(published_at=text)
    assert (release.published_at, release.published_on) == (published_at, published_on)


def test_a_time_without_offset_follows_the_summer_time_of_its_zone() -> None:
    days = [line(published_at="2023-03-11"), line(published_at="2023-03-13"), line(published_at="2023-11-06")]
    hours = [release.published_at.hour for release in read(*days, zone="America/New_York").releases]
    assert hours == [5, 4, 5]


def test_unknown_zone() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        read(line(), zone="Atlantis/Capital")


@pytest.mark.parametrize(
    ("values", "reason_code"),
    [
        ({"published_at": ...}, "invalid_published_at"),
        ({"published_at": None}, "invalid_published_at"),
        ({"published_at": 1688466000}, "invalid_published_at"),
        ({"published_at": "yesterday"}, "invalid_published_at"),
        ({"published_at": "04.07.2023"}, "invalid_published_at"),
        ({"published_at": "2023-7-4"}, "invalid_published_at"),
        ({"published_at": "٢٠٢٣-٠٧-٠٤"}, "invalid_published_at"),
        ({"published_at": "2023-02-30"}, "impossible_date"),
        ({"published_at": "2023-07-04T25:00"}, "impossible_date"),
        ({"published_at": "2023-07-04T16:20+99:00"}, "impossible_date"),
        ({"published_at": "0001-01-01"}, "impossible_date"),  # before the calendar in UTC
        ({"published_at": "9999-12-31T23:00-05:00"}, "impossible_date"),
        ({"title": ...}, "invalid_title"),
        ({"title": ""}, "invalid_title"),
        ({"title": " \u00a0 "}, "invalid_title"),
        ({"title": 7}, "invalid_title"),
        ({"body": ...}, "invalid_body"),
        ({"body": "\n \n"}, "invalid_body"),
        ({"body": ["a", "b"]}, "invalid_body"),
        ({"body": "a\x00b"}, "nul_byte"),
        ({"title": "a\x00b"}, "nul_byte"),
        ({"url": "https://ministry.example/\x00"}, "nul_byte"),
        ({"publisher": "\x00"}, "nul_byte"),
        ({"n_views": -1}, "invalid_n_views"),
        ({"n_views": "12"}, "invalid_n_views"),
        ({"n_views": 1.5}, "invalid_n_views"),
        ({"n_views": True}, "invalid_n_views"),
        ({"n_views": 10**15}, "invalid_n_views"),
        ({"n_views": float("nan")}, "invalid_n_views"),
        ({"url": ""}, "invalid_url"),
        ({"url": {}}, "invalid_url"),
        ({"url": "http://[::1"}, "invalid_url"),
        ({"url": "http://ministry.example:99999/"}, "invalid_url"),
        ({"url": "http://a\u2100b.example/"}, "invalid_url"),
        ({"publisher": 3}, "invalid_publisher"),
        ({"home_country": "is"}, "invalid_home_country"),
        ({"home_country": "ISL\n"}, "invalid_home_country"),
        ({"home_country": "QQQ"}, "invalid_home_country"),
        ({"language": "english language"}, "invalid_language"),
    ],
)
def test_a_bad_value_rejects_its_record_alone(values: dict[str, Any], reason_code: str) -> None:
    assert reason(line(**values))[0] == reason_code


@pytest.mark.parametrize(
    ("record", "reason_code"),
    [
        (b'{"title": "unfinished', "invalid_json"),
        (b"{'title': 'single quotes'}", "invalid_json"),
        (b"Not JSON at all", "invalid_json"),
        (b"[1, 2]", "invalid_json"),
        (b'"a string"', "invalid_json"),
        (b"null", "invalid_json"),
        (b"{} {}", "invalid_json"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "invalid_json"),
        (b"[" * 100_000, "invalid_json"),
        (line(title="HERE").replace(b"HERE", b"\\ud800"), "invalid_json"),
        (line(body="HERE").replace(b"HERE", b"a \\udc00 b"), "invalid_json"),
        (line(url="HERE").replace(b"HERE", b"\\udfff\\ud800"), "invalid_json"),
        (b'{"n_views": ' + b"9" * 10_000 + b"}", "invalid_json"),
        (line(title="HERE").replace(b"HERE", b"\xff"), "invalid_utf8"),
        (line(title="HERE").replace(b"HERE", b"\x00"), "nul_byte"),
        (line(title="x" * MAX_LINE_BYTES), "line_too_long"),
    ],
)
def test_what_is_no_record(record: bytes, reason_code: str) -> None:
    assert reason(record)[0] == reason_code


def test_the_detail_tells_what_to_mend() -> None:
    assert reason(line(published_at="soon"))[1] == "published_at: 'soon' is not an ISO 8601 time"
    assert "QQQ is no ISO 3166-1 alpha-3 code" in reason(line(home_country="QQQ"))[1]
    assert reason(line(body=...))[1] == "body: Field required"


def test_a_surrogate_pair_is_one_character() -> None:
    document = read(line(title="HERE").replace(b"HERE", b"\\ud83c\\udf0d"))
    assert [release.title for release in document.releases] == ["🌍"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_within_values(end: str) -> None:
    release = only(title=f" Two{end}Lines\u00a0", body=f"One.{end}{end} Two.\u2009{end}")
    assert (release.title, release.body) == ("Two Lines", "One.\nTwo.")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_between_records(end: bytes) -> None:
    document = whole(
        read_jsonl(b"\xef\xbb\xbf" + end + line(title="One") + end + b" " + end + line(title="Two") + end, ALMATY)
    )
    assert document.n_found == 2
    assert [(release.line_from, release.line_to, release.title) for release in document.releases] == [
        (2, 2, "One"),
        (4, 4, "Two"),
    ]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://ministry.example/a", "https://ministry.example/a"),
        ("HTTPS://Ministry.Example/A", "https://ministry.example/A"),
        ("https://ministry.example/a#part", "https://ministry.example/a"),
        ("https://ministry.example/a?z=1&b=2", "https://ministry.example/a?b=2&z=1"),
        ("https://ministry.example/a?utm_source=mail&id=3", "https://ministry.example/a?id=3"),
        ("https://ministry.example/a?id=3&utm_source=mail&utm_medium=x", "https://ministry.example/a?id=3"),
        ("https://ministry.example/a?fbclid=1&gclid=2", "https://ministry.example/a"),
        ("https://ministry.example/a?xutm_source=1", "https://ministry.example/a?xutm_source=1"),
        ("https://ministry.example/é", "https://ministry.example/%C3%A9"),
        ("https://ministry.example/%c3%a9", "https://ministry.example/%C3%A9"),
        ("release-2023/17", "release-2023/17"),
        ("urn:isl:17#b", "urn:isl:17#b"),
    ],
)
def test_canonical_address(url: str, address: str) -> None:
    assert canonical_address(url) == address
    assert only(url=f" {url} ").address == address


@given(st.from_regex(jsonl._PLAIN, fullmatch=True))
@settings(max_examples=300, deadline=None)
def test_a_plain_address_is_what_the_library_makes_of_it(url: str) -> None:
    assert canonicalize_url(url) == url
    assert canonical_address(url) == url


@given(
    path=st.text("ab/é%20", max_size=6),
    query=st.lists(st.tuples(st.sampled_from(["id", "p", "utm_source", "gclid"]), st.text("ab1é", max_size=3))),
)
@settings(max_examples=60, deadline=None)
def test_a_canonical_address_is_its_own(path: str, query: list[tuple[str, str]]) -> None:
    url = f"https://ministry.example/{path}?" + "&".join(f"{key}={value}" for key, value in query)
    address = canonical_address(url)
    assert canonical_address(address) == address
    assert address.isascii()
    assert "utm_" not in address


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=3,
)
ODD = st.fixed_dictionaries({}, optional=dict.fromkeys((*PLAIN, "n_views", "url", "home_country", "language"), JSON))
LINE = st.one_of(
    st.binary(),
    ODD.map(lambda values: line(**values)),
    st.tuples(ODD, st.integers(0, 80), st.binary(max_size=3)).map(
        lambda cut: line(**cut[0])[: cut[1]] + cut[2] + line(**cut[0])[cut[1] :]
    ),
)


@given(lines=st.lists(LINE, max_size=3))
@settings(max_examples=50, deadline=None)
def test_nothing_is_lost(lines: list[bytes]) -> None:
    document = read(*lines)
    numbers = [record.line_from for record in (*document.releases, *document.rejections)]
    assert document.n_found == len(numbers) == len(set(numbers))
    for release in document.releases:
        assert release.title
        assert release.body
        stated = [release.title, release.body, release.address or "", release.publisher_name or ""]
        assert b"\x00" not in "".join(stated).encode()


@given(title=st.text(), body=st.text(), views=st.none() | st.integers(0, 10**14))
@settings(max_examples=60, deadline=None)
def test_what_was_written_is_read(title: str, body: str, views: int | None) -> None:
    document = read(line(title=f"T{title}", body=f"B{body}", n_views=views))
    if "\x00" in title + body:
        assert [rejection.reason_code for rejection in document.rejections] == ["nul_byte"]
        return
    (release,) = document.releases
    assert "".join(release.title.split()) == "".join(f"T{title}".split())
    assert "".join(release.body.split()) == "".join(f"B{body}".split())
    assert release.n_views == views
