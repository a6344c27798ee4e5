WITH
article AS (SELECT * FROM stg_article),

reading AS (SELECT * FROM raw_fetch),

-- The same bytes read again say nothing new about views, unless they are said to have been shown at another time.
observation AS (
    SELECT
        article.article_id,
        reading.fetch_id,
        article.document_id,
        reading.observed_at,
        reading.read_at,
        article.n_views,
        article.published_at
    FROM article
    INNER JOIN reading ON article.document_id = reading.document_id
    WHERE article.n_views IS NOT NULL
    QUALIFY
        row_number() OVER (
            PARTITION BY article.article_id, article.document_id, reading.observed_at
            ORDER BY reading.read_at ASC, reading.fetch_id ASC, article.n_views DESC
        ) = 1
        AND (
            reading.observed_at IS NOT NULL
            OR coalesce(
                reading.read_at < min(CASE WHEN reading.observed_at IS NOT NULL THEN reading.read_at END)
                    OVER (PARTITION BY article.article_id, article.document_id),
                TRUE
            )
        )
),

-- Observations without a time are not ordered against those that have one.
ordered AS (
    SELECT
        *,
        lag(n_views) OVER known AS previous_n_views,
        lag(observed_at) OVER known AS previous_observed_at
    FROM observation
    WHERE observed_at IS NOT NULL
    WINDOW known AS (PARTITION BY article_id ORDER BY observed_at, read_at, fetch_id)
)

SELECT
    article_id,
    fetch_id,
    document_id,
    observed_at,
    read_at,
    n_views,
    n_views - previous_n_views AS n_views_gained,
    coalesce(n_views < previous_n_views, FALSE) AS is_falling,
    epoch(observed_at - published_at) / 3600 AS age_hours,
    epoch(observed_at - previous_observed_at) / 3600 AS hours_since_last
FROM ordered
UNION ALL
SELECT
    article_id,
    fetch_id,
    document_id,
    observed_at,
    read_at,
    n_views,
    NULL AS n_views_gained,
    FALSE AS is_falling,
    NULL AS age_hours,
    NULL AS hours_since_last
FROM observation
WHERE observed_at IS NULL
