"""For checks of engagement: rows that keep the promise, and one more that breaks it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.warehouse.planted import Rows

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
ARTICLE = {"article_id": "a", "version_id": "v", "engagement_month": MARCH}
#: The bridge of each kind of member, the column of its key, and a key.
MEMBERS = {
    "country": ("bridge_article_country", "country_code", "AAA"),
    "topic": ("bridge_article_topic", "topic_code", "t"),
    "official": ("bridge_article_official", "official_id", "o"),
}
#: The marts that show members: what kind of member in which period, and the columns of its key.
SHOWN: list[tuple[str, str, str, dict[str, str]]] = [
    ("mart_engagement_by_country", "country", "all", {"country_code": "AAA"}),
    ("mart_engagement_by_country_month", "country", "month", {"country_code": "AAA"}),
    ("mart_engagement_by_topic_month", "topic", "month", {"topic_code": "t"}),
    ("mart_engagement_by_official_month", "official", "month", {"official_id": "o"}),
    ("mart_engagement_by_country_topic_month", "country_topic", "month", {"country_code": "AAA", "topic_code": "t"}),
]


def _member(kind: str, code: str, n_views: float, month: date = MARCH, period: str = "month") -> tuple[str, Any]:
    row = {"member_kind": kind, "member_code": code, "period_code": period, "engagement_month": month}
    return ("mart_engagement_by_member_month", row | {"n_views_weighted": n_views})


def _shown(mart: str, period: str, key: dict[str, str], n_views: float) -> tuple[str, Any]:
    month = {"engagement_month": MARCH} if period == "month" else {}
    return (mart, key | month | {"n_views_weighted": n_views})


def _shared_out(kind: str) -> Rows:
    """Return a release whose views the mart has, one without members and one without views."""
    bridge, key, code = MEMBERS[kind]
    periods = ("month", "all") if kind == "country" else ("month",)
    return [
        ("fct_article", ARTICLE | {"n_views": 10}),
        ("fct_article", ARTICLE | {"article_id": "alone", "n_views": 5}),
        ("fct_article", ARTICLE | {"article_id": "unseen"}),
        (bridge, {"article_id": "a", key: code}),
        *(_member(kind, code, 10.0, period=period) for period in periods),
    ]


#: A release with a state and a topic, and one with a state alone.
IN_PAIRS: Rows = [
    *_shared_out("country"),
    ("bridge_article_topic", {"article_id": "a", "topic_code": "t"}),
    _member("topic", "t", 10.0),
    _member("country_topic", "AAA/t", 10.0),
]

RECONCILE = "mart_engagement_by_member_month__views_reconcile"

PLANTED_ENGAGEMENT: list[tuple[str, Rows, tuple[str, dict[str, Any]]]] = [
    *(
        (RECONCILE, _shared_out(kind), breach)
        for kind in MEMBERS
        for breach in (_member(kind, "other", 0.01), _member(kind, MEMBERS[kind][2], 1.0, APRIL))
    ),
    *(
        (RECONCILE, _shared_out(kind), (MEMBERS[kind][0], {"article_id": "alone", MEMBERS[kind][1]: MEMBERS[kind][2]}))
        for kind in ("topic", "official")
    ),
    (RECONCILE, _shared_out("country"), _member("country", "other", 0.01, period="all")),
    (RECONCILE, IN_PAIRS, _member("country_topic", "AAA/u", 0.01)),
    *(
        (
            f"{mart}__views_reconcile",
            [_shown(mart, period, key, 10.0), _member(kind, "/".join(key.values()), 10.0, period=period)],
            breach,
        )
        for mart, kind, period, key in SHOWN
        for breach in (
            _member(kind, "lost", 1.0, period=period),
            _shown(mart, period, dict.fromkeys(key, "NEW"), 1.0),
        )
    ),
    *(
        (
            "mart_article_engagement__views_reconcile",
            [
                ("fct_article", ARTICLE | {"n_views": 10}),
                ("mart_article_engagement", {"article_id": "a", "n_views": 10}),
            ],
            breach,
        )
        for breach in (
            ("fct_article", {"article_id": "lost"}),
            ("mart_article_engagement", {"article_id": "invented"}),
        )
    ),
]
