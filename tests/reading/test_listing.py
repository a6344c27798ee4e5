"""The listing: headers, times, views, spaces and line ends; what is rejected, and that nothing else is lost."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reading.document import MAX_LINE_BYTES, Document, Rejection, Release, whole
from reading.listing import read_listing

ALMATY = "Asia/Almaty"
#: A sound release of four lines, to stand before and after an unsound one.
BEFORE = b"02.05.2023, 09:30 17\nLighthouse Treaty Signed\nThe keepers met.\nThey agreed.\n"
AFTER = b"01.05.2023, 18:00 4\nBridge Opened\nA ribbon was cut.\n"


def read(text: str, zone: str = ALMATY) -> Document:
    return whole(read_listing(text.encode(), zone))


def only(text: str, zone: str = ALMATY) -> Release:
    """Return the one release of a listing."""
    document = read(text, zone)
    assert (document.n_found, document.rejections) == (1, [])
    return document.releases[0]


def reject_between(record: bytes) -> Rejection:
    """Return the rejection of a record that stands between two sound ones, both of which must be kept."""
    document = whole(read_listing(BEFORE + record + AFTER, ALMATY))
    assert document.n_found == 3
    assert [release.title for release in document.releases] == ["Lighthouse Treaty Signed", "Bridge Opened"]
    assert document.releases[0].body == "The keepers met.\nThey agreed."
    assert document.releases[1].line_from == 5 + record.count(b"\n")
    (rejection,) = document.rejections
    return rejection


def test_every_fact_of_a_release() -> None:
    first, second = read(
        "04.07.2023, 16:20 1,305\nA Title\nFirst.\n\nSecond.\n\n3.07.2023, 9:05 8\nOther\nText.\n"
    ).releases
    assert first == Release(
        line_from=1,
        line_to=5,
        published_at=datetime(2023, 7, 4, 10, 20),
        published_on=date(2023, 7, 4),
        title="A Title",
        body="First.\nSecond.",
        n_views=1305,
    )
    assert (second.line_from, second.line_to, second.title, second.body) == (7, 9, "Other", "Text.")
    assert (second.published_at, second.n_views) == (datetime(2023, 7, 3, 3, 5), 8)


@pytest.mark.parametrize(
    ("stamp", "zone", "published_at", "published_on"),
    [
        ("01.03.2023, 02:15", ALMATY, datetime(2023, 2, 28, 20, 15), date(2023, 3, 1)),  # UTC is a month behind
        ("01.01.2023, 00:00", ALMATY, datetime(2022, 12, 31, 18, 0), date(2023, 1, 1)),
        ("31.12.2022, 23:59", ALMATY, datetime(2022, 12, 31, 17, 59), date(2022, 12, 31)),
        ("29.02.2020, 12:00", ALMATY, datetime(2020, 2, 29, 6, 0), date(2020, 2, 29)),
        ("12.03.2023, 01:30", "America/New_York", datetime(2023, 3, 12, 6, 30), date(2023, 3, 12)),  # still winter
        ("12.03.2023, 03:30", "America/New_York", datetime(2023, 3, 12, 7, 30), date(2023, 3, 12)),  # summer
        ("04.11.2023, 23:30", "America/New_York", datetime(2023, 11, 5, 3, 30), date(2023, 11, 4)),
        ("05.11.2023, 23:30", "America/New_York", datetime(2023, 11, 6, 4, 30), date(2023, 11, 5)),
        ("05.11.2023, 01:30", "America/New_York", datetime(2023, 11, 5, 5, 30), date(2023, 11, 5)),  # the earlier one
        ("10.10.2023, 05:44", "Asia/Kathmandu", datetime(2023, 10, 9, 23, 59), date(2023, 10, 10)),
    ],
)
def test_time_is_local_to_the_source(stamp: str, zone: str, published_at: datetime, published_on: date) -> None:
    release = only(f"{stamp} 5\nTitle\nBody", zone)
    assert (release.published_at, release.published_on) == (published_at, published_on)
    assert release.published_at.tzinfo is None


def test_unknown_zone() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        read("01.03.2023, 02:15\nTitle\nBody", "Atlantis/Capital")


@pytest.mark.parametrize(
    ("views", "n_views"),
    [
        ("", None),
        ("   ", None),
        (" -", None),
        (" –", None),
        (" —", None),
        (" n/a", None),
        (" 0", 0),
        (" 7", 7),
        (" 1234", 1234),
        (" 1 234", 1234),
        (" 1,234", 1234),
        (" 12,345,678", 12345678),
        (" 12 345 678", 12345678),
        (" 1\u00a0234", 1234),
        (" 1\u2009234", 1234),
        (" 1\u202f234\u202f567", 1234567),
        ("\u00a0987", 987),
        (" 45\u00a0", 45),
    ],
)
def test_views(views: str, n_views: int | None) -> None:
    release = only(f"04.07.2023, 16:20{views}\nTitle\nBody")
    assert (release.n_views, release.title) == (n_views, "Title")


@pytest.mark.parametrize("views", ["12,34", "1,2345", "1.234,567", "12x", "-5", "3.5", "40;", "1" * 16])
def test_views_that_are_no_number(views: str) -> None:
    rejection = reject_between(f"04.07.2023, 16:20 {views}\nTitle\nBody\n".encode())
    assert rejection.reason_code == "invalid_views"
    assert views[:40] in rejection.detail


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u2007", "\u2009", "\u202f", "\u205f", "\u3000", "\t", "  "])
def test_odd_spaces(space: str) -> None:
    release = only(
        f"{space}04.07.2023,{space}16:20{space}31{space}\n{space}Big{space}News{space}\n{space}\nA{space}text."
    )
    plain = " " * len(space)
    assert (release.title, release.body) == (f"Big{plain}News", f"A{plain}text.")
    assert (release.published_on, release.n_views) == (date(2023, 7, 4), 31)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["bare", "BOM"])
def test_line_ends_and_byte_order_mark(end: str, bom: str) -> None:
    lines = ["04.07.2023, 16:20 5", "Title", "", "One.", "Two.", "", "03.07.2023, 16:20 6", "Other", "Three."]
    plain = read("\n".join(lines))
    assert read(bom + end.join(lines)) == plain
    assert [(release.line_from, release.line_to) for release in plain.releases] == [(1, 5), (7, 9)]


def test_byte_order_mark_between_two_joined_files() -> None:
    document = read("\ufeff04.07.2023, 16:20\nTitle\nBody\n\ufeff03.07.2023, 16:20\nOther\nText")
    assert [(release.title, release.body) for release in document.releases] == [("Title", "Body"), ("Other", "Text")]


def test_blank_lines_are_no_text() -> None:
    release = only("\n\n04.07.2023, 16:20 5\n\n \u00a0\nTitle\n\n\nOne.\n\t\n\nTwo.\n\n\n")
    assert (release.title, release.body) == ("Title", "One.\nTwo.")
    assert (release.line_from, release.line_to) == (3, 12)


@pytest.mark.parametrize(
    "line",
    [
        "On 05.07.2023, 10:00 40 guests came.",
        "05.07.2023, 10:00 the guests came.",
        "05.07.2023, 10:00 40 guests came.",
        "05.07.2023, 10:00 40 guests",
        "05.07.2023, 10:00 40.5 million 7",
        "05.07.2023",
        "05.07.2023, noon",
        "105.07.2023, 10:00 40",
        "05.07.23, 10:00 40",
        "(05.07.2023, 10:00 40)",
    ],
)
def test_a_date_in_a_paragraph_is_no_header(line: str) -> None:
    assert only(f"04.07.2023, 16:20 5\nTitle\n{line}\nEnd.").body == f"{line}\nEnd."


def test_typographic_quotes_stay() -> None:
    release = only("04.07.2023, 16:20 5\n“Sea” and ‘Sky’ – a Year’s Work\n«Да», she said… Ünïcödé 🌍 e\u0301")
    assert release.title == "“Sea” and ‘Sky’ – a Year’s Work"
    assert release.body == "«Да», she said… Ünïcödé 🌍 e\u0301"


LONG = b"x" * (MAX_LINE_BYTES + 1)


@pytest.mark.parametrize(
    ("record", "reason_code", "n_lines", "detail"),
    [
        (b"30.02.2023, 10:00 5\nTitle\nBody\n", "impossible_date", 3, "30.02.2023 10:00"),
        (b"29.02.2023, 10:00 5\nTitle\nBody\n", "impossible_date", 3, "29.02.2023"),
        (b"01.13.2023, 10:00 5\nTitle\nBody\n", "impossible_date", 3, "01.13.2023"),
        (b"00.01.2023, 10:00 5\nTitle\nBody\n", "impossible_date", 3, "00.01.2023"),
        (b"01.01.2023, 24:00 5\nTitle\nBody\n", "impossible_date", 3, "24:00"),
        (b"01.01.2023, 10:60 5\nTitle\nBody\n", "impossible_date", 3, "10:60"),
        (b"01.01.0000, 10:00 5\nTitle\nBody\n", "impossible_date", 3, "0000"),
        (b"01.01.0001, 00:00 5\nTitle\nBody\n", "impossible_date", 3, "outside the calendar"),
        (b"01.01.2023, 10:00 5\n", "no_title", 1, "without a title"),
        (b"01.01.2023, 10:00 5\n\n \xc2\xa0\n", "no_title", 3, "without a title"),
        (b"01.01.2023, 10:00 5\nTitle\n\n", "no_body", 2, "without a paragraph"),
        (b"01.01.2023, 10:00 5\nTitle\nCaf\xe9\n", "invalid_utf8", 3, "byte 29 of the record"),
        (b"01.01.2023, 10:00 5\nTitle\n\xed\xa0\x80\n", "invalid_utf8", 3, "not UTF-8"),
        (b"01.01.2023, 10:00 5\nTitle\nBo\x00dy\n", "nul_byte", 3, "NUL"),
        (b"01.01.2023, 10:00 5\nTitle\n" + LONG + b"\n", "line_too_long", 3, "1,000,000 bytes"),
    ],
)
def test_rejected_alone(record: bytes, reason_code: str, n_lines: int, detail: str) -> None:
    rejection = reject_between(record)
    assert (rejection.reason_code, rejection.line_from, rejection.line_to) == (reason_code, 5, 4 + n_lines)
    assert detail in rejection.detail
    assert rejection.excerpt.startswith(record[:19].decode())
    assert len(rejection.excerpt) <= 500


def test_excerpt_shows_what_is_no_text() -> None:
    assert reject_between(b"01.01.2023, 10:00\nT\xff\nB\n").excerpt == "01.01.2023, 10:00\nT\\xff\nB"
    assert reject_between(b"01.01.2023, 10:00\nT\x00\nB\n").excerpt == "01.01.2023, 10:00\nT\\x00\nB"
    assert reject_between(b"01.01.2023, 10:00\nT\x00\n" + "🌍".encode() * 600 + b"\n").excerpt.endswith("🌍")


def test_line_of_exactly_the_limit_is_kept() -> None:
    document = whole(read_listing(b"01.01.2023, 10:00 5\nTitle\n" + b"x" * MAX_LINE_BYTES, ALMATY))
    assert [len(release.body) for release in document.releases] == [MAX_LINE_BYTES]


@pytest.mark.parametrize(
    ("preface", "line_from", "line_to", "reason_code"),
    [
        (b"Archive of the ministry\n", 1, 1, "no_header"),
        (b"\n \n\nArchive\nof 2023\n\n\n", 4, 5, "no_header"),
        (b"\nArch\xefve\n", 2, 2, "invalid_utf8"),
        (b"Arch\x00ive\n", 1, 1, "nul_byte"),
    ],
)
def test_text_before_the_first_header(preface: bytes, line_from: int, line_to: int, reason_code: str) -> None:
    document = whole(read_listing(preface + AFTER, ALMATY))
    (rejection,) = document.rejections
    assert (rejection.line_from, rejection.line_to, rejection.reason_code) == (line_from, line_to, reason_code)
    assert rejection.excerpt.startswith("Arch")
    assert document.n_found == 2
    assert document.releases[0].line_from == 1 + preface.count(b"\n")


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t\r", b"\xef\xbb\xbf", "\u00a0\n\u2003".encode()])
def test_nothing_in_a_document(data: bytes) -> None:
    assert whole(read_listing(data, ALMATY)) == Document("listing")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_another_encoding_is_told(encoding: str) -> None:
    document = whole(read_listing(AFTER.decode().encode(encoding), ALMATY))
    assert (document.n_found, document.releases) == (1, [])
    assert document.rejections[0].reason_code in ("nul_byte", "invalid_utf8")


@pytest.mark.parametrize(
    "line",
    [
        b"01.01.2023, 10:00 " + b"1" * 300_000 + b" x",
        b"01.01.2023, 10:00 1" + b" 111" * 100_000 + b" x",
        b"01.01.2023, 10:00" + b" " * 300_000 + b"x",
        b" " * 300_000 + b"x" * 300_001,
        b"01.01.2023, 10:00 " + b"a1" * 150_000 + b" x",
    ],
    ids=["digits", "groups", "spaces", "indent", "word"],
)
def test_a_hostile_line_is_searched_in_linear_time(line: bytes) -> None:
    """In quadratic time this would take hours: no clock is needed to see it fail."""
    document = whole(read_listing(BEFORE + line + b"\n" + AFTER, ALMATY))
    assert [len(release.body) > 300_000 for release in document.releases] == [True, False]


PIECES = st.one_of(
    st.sampled_from(
        [
            b"04.07.2023, 16:20 5",
            b"04.07.2023, 16:20",
            b"4.7.2023 6:20 -",
            b"31.02.2023, 16:20 5",
            b"04.07.2023, 16:20 1 234",
            b"04.07.2023, 16:20 x1",
            "\ufeff04.07.2023,\u00a016:20\u20091\u202f234".encode(),
            b"Title of a Release",
            b"A paragraph.",
            b"",
            b"  ",
            b"\x0c",
            "\u00a0".encode(),
            b"\xff",
            b"\x00",
            b"\xc2",
            b"{",
        ]
    ),
    st.binary(max_size=6),
)
LISTINGS = st.lists(st.tuples(PIECES, st.sampled_from([b"\n", b"\n", b"\r\n", b"\r", b""]))).map(
    lambda lines: b"".join(piece + end for piece, end in lines)
)


@given(data=st.one_of(st.binary(), LISTINGS))
@example(data=b"\n\x0b\nx\n04.07.2023, 16:20")
@example(data=b"\xef\xbb\xbf\xef\xbb\xbf\n")
@settings(max_examples=100, deadline=None)
def test_nothing_is_lost_and_nothing_counted_twice(data: bytes) -> None:
    document = whole(read_listing(data, ALMATY))
    records = sorted([*document.releases, *document.rejections], key=lambda record: record.line_from)
    assert document.n_found == len(records)
    lines = re.split(rb"\r\n|\r|\n", data.removeprefix(b"\xef\xbb\xbf"))
    next_line = 1
    for record in records:
        assert next_line <= record.line_from <= record.line_to <= len(lines)
        assert not b"".join(lines[next_line - 1 : record.line_from - 1]).decode().strip()
        next_line = record.line_to + 1
    assert not b"".join(lines[next_line - 1 :]).decode().strip()


@given(data=LISTINGS)
@settings(max_examples=100, deadline=None)
def test_what_a_release_holds_stands_on_its_lines(data: bytes) -> None:
    lines = re.split(rb"\r\n|\r|\n", data.removeprefix(b"\xef\xbb\xbf"))
    for release in whole(read_listing(data, ALMATY)).releases:
        text = b"\n".join(lines[release.line_from - 1 : release.line_to]).decode()
        assert release.title
        assert "\n" not in release.title
        assert all(paragraph == paragraph.strip() != "" for paragraph in release.body.split("\n"))
        # All letters and digits below the header, in order: only white space may go.
        stated = "".join(text.split("\n", 1)[1].split())
        assert "".join((release.title + release.body).split()) == stated


@given(
    releases=st.lists(
        st.tuples(
            st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)),
            st.text("abcÄж“ ”'-", min_size=1).map(lambda text: f"T{text.strip()}"),
            st.lists(st.text("xyzß…🌍 ,", min_size=1).map(lambda text: f"P{text.strip()}"), min_size=1, max_size=3),
            st.none() | st.integers(0, 10**9),
        ),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_what_was_written_is_read(releases: list[tuple[datetime, str, list[str], int | None]]) -> None:
    written = "\n\n".join(
        "\n".join([f"{at:%d.%m.}{at.year:04}, {at:%H:%M} {'-' if views is None else f'{views:,}'}", title, *body])
        for at, title, body, views in releases
    )
    document = read(written, "UTC")
    assert document.rejections == []
    assert [(found.published_at, found.title, found.body, found.n_views) for found in document.releases] == [
        (at.replace(second=0, microsecond=0), title, "\n".join(body), views) for at, title, body, views in releases
    ]
