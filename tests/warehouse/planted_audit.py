"""Rows that keep the promises about evidence, coverage and growth, and one more that breaks each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

Rows = list[tuple[str, dict[str, Any]]]
Planted = tuple[str, Rows, tuple[str, dict[str, Any]]]

KEYS = {"country": "country_code", "official": "official_id", "organization": "organization_id", "topic": "topic_code"}


def _articles(n_articles: int, **stated: Any) -> Rows:
    return [("fct_article", {"article_id": f"a{number}"} | stated) for number in range(n_articles)]


def _uncovered(kind: str, n_covered: int) -> Planted:
    """Twenty releases of a source, so many with a member, and one of a source too small to tell; one more without."""
    bridge, key = f"bridge_article_{kind}", KEYS[kind]
    return (
        f"{bridge}__covers_releases",
        [
            *_articles(20),
            *((bridge, {"article_id": f"a{number}", key: "AAA"}) for number in range(n_covered)),
            ("fct_article", {"article_id": "other", "source_name": "small"}),
        ],
        ("fct_article", {"article_id": "more"}),
    )


def _uncounted(kind: str) -> list[Planted]:
    """Two mentions that a bridge counts, and the home state, which need not be named; then one it does not count."""
    bridge, key = f"bridge_article_{kind}", KEYS[kind]
    mention = {"article_id": "a", "kind": kind, "entity_id": "AAA"}
    kept: Rows = [
        (bridge, {"article_id": "a", key: "AAA", "n_mentions": 2}),
        (bridge, {"article_id": "a", key: "KAZ", "n_mentions": 0}),
        ("fct_mention", mention | {"start_char": 1}),
        ("fct_mention", mention | {"start_char": 9}),
        ("fct_mention", mention | {"kind": "topic", "entity_id": "trade"}),
    ]
    check = f"{bridge}__mentions_reconcile"
    return [
        (check, kept, ("fct_mention", mention | {"start_char": 20})),
        (check, kept, ("fct_mention", mention | {"entity_id": "BBB"})),
        (check, kept, (bridge, {"article_id": "b", key: "AAA", "n_mentions": 1})),
    ]


def _counted(run_id: str, **n_rows: int) -> Rows:
    return [
        ("meta_run_table", {"run_id": run_id, "dataset_name": name, "n_rows": number})
        for name, number in n_rows.items()
    ]


def _run(run_id: str, month: int) -> tuple[str, dict[str, Any]]:
    return ("meta_run", {"run_id": run_id, "published_at": datetime(2026, month, 1)})


RUNS: Rows = [
    # The order of the runs is that of their time; of what was before the last one nothing is expected.
    _run("z", 1),
    _run("b", 2),
    _run("a", 3),
    *_counted("z", dim_topic=9000),
    *_counted("b", fct_event=100, fct_article=10, dim_topic=100, dim_date=100),
    *_counted("a", fct_event=95, fct_article=1020, dim_country=5),
]

AUDITED: list[Planted] = [
    _uncovered("country", 5),
    _uncovered("official", 15),
    _uncovered("topic", 19),
    *_uncounted("country"),
    *_uncounted("official"),
    *_uncounted("organization"),
    (
        "fct_mention__meaning_is_there",
        [
            ("dim_country", {"country_code": "FRA"}),
            ("dim_topic", {"topic_code": "trade"}),
            ("dim_event_type", {"event_type_code": "AID"}),
            ("fct_mention", {"kind": "country", "entity_id": "FRA"}),
            ("fct_mention", {"kind": "topic", "entity_id": "trade"}),
            ("fct_mention", {"kind": "event", "entity_id": "AID"}),
        ],
        ("fct_mention", {"kind": "topic", "entity_id": "FRA"}),
    ),
    (
        "fct_article__home_is_known",
        [*_articles(19), ("fct_article", {"article_id": "unknown", "home_country_code": "ZZZ"})],
        ("fct_article", {"article_id": "more", "home_country_code": "ZZZ"}),
    ),
    (
        "fct_article__sources_are_not_silent",
        [
            ("fct_article", {"article_id": "a", "published_on": date(2026, 3, 1)}),
            ("fct_article", {"article_id": "b", "published_on": date(2026, 3, 11)}),
            ("raw_fetch", {"read_at": datetime(2026, 3, 21, 23)}),
            ("raw_fetch", {"fetch_id": "0" * 32, "status": "failed", "read_at": datetime(2026, 5, 1)}),
            ("fct_article", {"article_id": "c", "source_name": "new", "published_on": date(2026, 3, 1)}),
            ("raw_fetch", {"fetch_id": "1" * 32, "source_name": "new", "read_at": datetime(2026, 3, 8)}),
        ],
        ("raw_fetch", {"fetch_id": "2" * 32, "read_at": datetime(2026, 3, 22)}),
    ),
    (
        "fct_event__main_type_is_known",
        [
            *_articles(21),
            *(
                ("fct_event", {"event_id": str(number), "article_id": f"a{number}", "event_type_code": code})
                for number, code in enumerate(["OTHER"] * 3 + ["unknown"] * 3 + ["AID"] * 14)
            ),
            ("fct_event", {"event_id": "b", "article_id": "a1", "event_type_code": "OTHER", "is_main": False}),
        ],
        ("fct_event", {"event_id": "c", "article_id": "a20", "event_type_code": "OTHER"}),
    ),
    (
        "bridge_article_official__state_is_known",
        [
            *_articles(1),
            *(
                (
                    "bridge_article_official",
                    {"article_id": "a0", "official_id": str(number), "represented_country_code": code},
                )
                for number, code in enumerate(["ZZZ"] * 10 + ["FRA"] * 10)
            ),
        ],
        (
            "bridge_article_official",
            {"article_id": "a0", "official_id": "more", "represented_country_code": "ZZZ"},
        ),
    ),
    ("meta_run_table__row_counts_are_expected", RUNS, *_counted("a", dim_topic=94)),
    ("meta_run_table__row_counts_are_expected", RUNS, *_counted("a", dim_date=1201)),
]
