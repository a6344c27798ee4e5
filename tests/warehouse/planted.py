"""For checks of stories, meetings, timelines and trends: rows that keep the promise, and one more that breaks it."""

from __future__ import annotations

from datetime import date
from typing import Any

Rows = list[tuple[str, dict[str, Any]]]

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
DAYS = [date(2026, 3, day) for day in (1, 2, 3)]
PAIR = {"official_id": "a", "other_official_id": "b", "n_articles": 2, "article_ids": ["p", "q"]}


def _dense(kind: str, key: str, mart: str, share: str) -> Rows:
    """Return a release with one member, and the mart that has it."""
    return [
        ("fct_article", {"article_id": "a", "engagement_month": MARCH}),
        (f"bridge_article_{kind}", {"article_id": "a", key: "AAA"}),
        (mart, {key: "AAA", "engagement_month": MARCH, share: 1.0}),
    ]


PLANTED_STORIES_AND_TRENDS: list[tuple[str, Rows, tuple[str, dict[str, Any]]]] = [
    *(
        (
            "stg_article_fingerprint__every_version",
            [("stg_article", {"version_id": "v"}), ("stg_article_fingerprint", {"version_id": "v"})],
            breach,
        )
        for breach in (
            ("stg_article", {"version_id": "unread"}),
            ("stg_article_fingerprint", {"version_id": "of nothing"}),
        )
    ),
    *(
        (
            "bridge_article_story__every_release",
            [
                ("stg_article", {"article_id": "a"}),
                ("stg_article", {"article_id": "b"}),
                ("bridge_article_story", {"article_id": "a", "story_id": "a"}),
                ("bridge_article_story", {"article_id": "b", "story_id": "a"}),
            ],
            breach,
        )
        for breach in (
            ("stg_article", {"article_id": "lost"}),
            ("bridge_article_story", {"article_id": "invented", "story_id": "invented"}),
        )
    ),
    (
        "bridge_article_story__every_release",
        [("stg_article", {"article_id": "a"}), ("bridge_article_story", {"article_id": "a", "story_id": "a"})],
        ("bridge_article_story", {"article_id": "b", "story_id": "of another name"}),
    ),
    *(
        ("mart_official_pair__articles_listed", [("mart_official_pair", PAIR)], ("mart_official_pair", PAIR | wrong))
        for wrong in (
            {"article_ids": ["p"]},
            {"article_ids": ["p", "p"]},
            {"n_stories": 3},
            {"official_id": "c"},
            {"first_met_on": APRIL},
        )
    ),
    *(
        (
            "mart_country_timeline__every_event",
            [
                ("bridge_event_country", {"event_id": "e", "country_code": "DEU"}),
                ("fct_event", {"event_id": "e", "place_country_code": "FRA"}),
                ("fct_event", {"event_id": "nowhere", "place_country_code": "ZZZ"}),
                ("mart_country_timeline", {"event_id": "e", "country_code": "DEU"}),
                ("mart_country_timeline", {"event_id": "e", "country_code": "FRA"}),
            ],
            breach,
        )
        for breach in (
            ("bridge_event_country", {"event_id": "nowhere", "country_code": "DEU"}),
            ("fct_event", {"event_id": "lost", "place_country_code": "FRA"}),
            ("mart_country_timeline", {"event_id": "e", "country_code": "ITA"}),
        )
    ),
    *(
        (
            "mart_publication_by_day__articles_reconcile",
            [
                *(("fct_article", {"article_id": str(day), "published_on": day}) for day in (DAYS[0], DAYS[2])),
                *(
                    ("mart_publication_by_day", {"published_on": day, "n_articles": n_articles})
                    for day, n_articles in zip(DAYS, (1, 0, 1), strict=True)
                ),
            ],
            breach,
        )
        for breach in (
            ("fct_article", {"article_id": "lost", "published_on": DAYS[1]}),
            ("mart_publication_by_day", {"published_on": APRIL, "n_articles": 0}),
            ("mart_publication_by_day", {"source_name": "other", "published_on": APRIL, "n_articles": 0}),
        )
    ),
    *(
        (f"{mart}__articles_reconcile", _dense(kind, key, mart, share), breach)
        for kind, key, mart, share in (
            ("topic", "topic_code", "mart_topic_momentum", "topic_share"),
            ("country", "country_code", "mart_country_relationship", "attention_share"),
        )
        for breach in (
            ("fct_article", {"article_id": "late", "engagement_month": APRIL}),
            (f"bridge_article_{kind}", {"article_id": "a", key: "BBB"}),
            (mart, {key: "AAA", "engagement_month": APRIL, share: 1.0}),
            (mart, {key: "BBB", "engagement_month": MARCH, "n_articles": 0, share: 0.1}),
        )
    ),
]
