"""The raw store: bytes by their content, a ledger of readings, and what a crash leaves of them."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import zstandard

from warehouse.contracts.raw import RawDocument, RawFetch
from warehouse.raw_store import (
    LedgerEntry,
    RawStore,
    RawStoreError,
    documents_table,
    fetch_id,
    fetches_table,
    write_durably,
)
from warehouse.schema import arrow_schema

READ_AT = datetime(2026, 4, 1, 12)


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw", "chancery")


def entry(document_id: str | None = None, uri: str = "/in/a.txt", **stated: Any) -> LedgerEntry:
    values: dict[str, Any] = {
        "fetch_id": fetch_id("ministry", uri, document_id, READ_AT),
        "document_id": document_id,
        "source_name": "ministry",
        "uri": uri,
        "status": "ok" if document_id else "failed",
        "detail": None if document_id else "no such file",
        "observed_at": None,
        "read_at": READ_AT,
        "home_country_code": None,
        "time_zone": "UTC",
        "language_code": None,
        "publisher_name": None,
        "media_type": "text/plain" if document_id else None,
        "n_bytes": 3 if document_id else None,
    }
    return LedgerEntry(**values | stated)


def files(store: RawStore) -> dict[str, int]:
    return {str(path.relative_to(store.root)): path.stat().st_mtime_ns for path in store.root.rglob("*.*")}


@pytest.mark.parametrize("data", [b"", b"abc", b"\x00\xff" * 70_000, "Ärger\r\n".encode("latin-1")])
def test_bytes_come_back_as_they_were_under_their_hash(data: bytes, store: RawStore) -> None:
    document_id = store.put(data)
    assert document_id == sha256(data).hexdigest()
    assert store.get(document_id) == data
    assert list(files(store)) == [f"documents/{document_id[:2]}/{document_id}.zst"]


def test_the_same_bytes_are_not_written_again(store: RawStore) -> None:
    store.put(b"abc")
    before = files(store)
    assert store.put(b"abc") == sha256(b"abc").hexdigest()
    assert files(store) == before
    store.put(b"abd")
    assert len(files(store)) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "missing; restore data/raw from a backup"),
        (b"", "damaged"),
        (b"no zstandard", "damaged"),
        (zstandard.compress(b"abc")[:-1], "damaged"),
        (zstandard.compress(b"abd"), "its bytes are not those its name promises"),
    ],
)
def test_a_document_that_is_not_what_was_kept_is_noticed(content: bytes | None, message: str, store: RawStore) -> None:
    path = store.document_path(document_id := store.put(b"abc"))
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(RawStoreError) as raised:
        store.get(document_id)
    assert str(raised.value).startswith(f"{path}: ")
    assert message in str(raised.value)


def test_a_deleted_document_can_be_put_again(store: RawStore) -> None:
    store.document_path(document_id := store.put(b"abc")).unlink()
    assert store.put(b"abc") == document_id
    assert store.get(document_id) == b"abc"


def test_readings_come_back_in_order_with_all_their_facts(store: RawStore) -> None:
    first = entry("0" * 64, observed_at=datetime(2026, 3, 31, 9, 30, 0, 125), publisher_name="Ministère – «à côté»\n")
    second = entry(None, "/in/b\u2028.txt", home_country_code="KAZ")
    store.append([first])
    store.append([second, first])
    assert store.entries() == [first, second, first]
    assert store.ledger_path.read_bytes().count(b"\n") == 3


def test_no_reading_makes_no_ledger(store: RawStore) -> None:
    store.append([])
    assert store.entries() == []
    assert not store.root.exists()


def test_each_warehouse_has_its_own_ledger_over_the_same_bytes(store: RawStore) -> None:
    other = RawStore(store.root, "other")
    store.append([entry(store.put(b"abc"))])
    assert other.entries() == []
    assert other.get(sha256(b"abc").hexdigest()) == b"abc"


@pytest.mark.parametrize("torn", [b"{", b'{"fetch_id":"' + b"x" * 10_000, b"\xff", b"\x00" * 4096])
def test_a_torn_last_line_is_passed_over_and_cut_off_by_the_next_writer(torn: bytes, store: RawStore) -> None:
    first, second = entry("0" * 64), entry("1" * 64)
    store.append([first])
    whole = store.ledger_path.read_bytes()
    with store.ledger_path.open("ab") as ledger:
        ledger.write(torn)
    assert store.entries() == [first]
    store.append([second])
    assert store.entries() == [first, second]
    assert store.ledger_path.read_bytes() == whole + second.model_dump_json().encode() + b"\n"


def test_a_line_torn_at_any_place_never_becomes_another_reading(store: RawStore) -> None:
    store.append([entry("0" * 64), entry("1" * 64)])
    whole = store.ledger_path.read_bytes()
    first = whole.index(b"\n") + 1
    for end in range(first, len(whole), 37):
        store.ledger_path.write_bytes(whole[:end])
        store.append([entry("2" * 64)])
        assert [one.document_id for one in store.entries()] == ["0" * 64, "2" * 64]


def test_a_torn_first_line_leaves_an_empty_ledger(store: RawStore) -> None:
    store.ledger_path.parent.mkdir(parents=True)
    store.ledger_path.write_bytes(b'{"fetch')
    assert store.entries() == []
    store.append([entry("0" * 64)])
    assert len(store.entries()) == 1


@pytest.mark.parametrize(
    "line", [b"", b"no json", b"{}", entry("0" * 64).model_dump_json().encode()[:-1] + b',"unknown":1}']
)
def test_a_damaged_line_in_the_middle_is_named(line: bytes, store: RawStore) -> None:
    store.append([entry("0" * 64), entry("1" * 64), entry("2" * 64)])
    first, _, third, end = store.ledger_path.read_bytes().split(b"\n")
    store.ledger_path.write_bytes(b"\n".join([first, line, third, end]))
    with pytest.raises(RawStoreError, match="restore the file from a backup") as raised:
        store.entries()
    assert str(raised.value).startswith(f"{store.ledger_path}:2: ")


def test_a_crash_between_bytes_and_ledger_costs_nothing(store: RawStore) -> None:
    document_id = store.put(b"abc")
    again = RawStore(store.root, store.ledger_name)
    assert again.entries() == []
    again.append([entry(again.put(b"abc"))])
    assert [one.document_id for one in again.entries()] == [document_id]
    assert len(files(store)) == 2


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    write_durably(path, b"old")
    with pytest.raises(TypeError):
        write_durably(path, "no bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    write_durably(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    "changed",
    [
        ("b", "/a", "0", READ_AT),
        ("a", "/b", "0", READ_AT),
        ("a", "/a", None, READ_AT),
        ("a", "/a", "0", datetime(2026, 4, 2)),
    ],
)
def test_a_reading_is_known_by_what_where_and_when(changed: tuple[str, str, str | None, datetime]) -> None:
    assert fetch_id("a", "/a", "0", READ_AT) == fetch_id("a", "/a", "0", READ_AT)
    assert fetch_id(*changed) != fetch_id("a", "/a", "0", READ_AT)


def test_documents_are_distinct_and_failures_are_fetches() -> None:
    entries = [entry("0" * 64), entry(None, "/in/b.txt"), entry("0" * 64, "/in/c.txt"), entry("1" * 64)]
    documents, fetches = documents_table(entries), fetches_table(entries)
    assert documents.column("document_id").to_pylist() == ["0" * 64, "1" * 64]
    assert fetches.column("status").to_pylist() == ["ok", "failed", "ok", "ok"]
    assert fetches.column("document_id").to_pylist() == ["0" * 64, None, "0" * 64, "1" * 64]
    assert (documents.schema, fetches.schema) == (arrow_schema(RawDocument), arrow_schema(RawFetch))
    assert documents_table([]).num_rows == fetches_table([]).num_rows == 0


def test_a_line_of_before_there_were_complete_sources_is_of_none(store: RawStore) -> None:
    store.append([entry("0" * 64, is_complete=True)])
    line = store.ledger_path.read_bytes()
    store.ledger_path.write_bytes(line.replace(b',"is_complete":true', b""))
    assert [one.is_complete for one in store.entries()] == [False]
