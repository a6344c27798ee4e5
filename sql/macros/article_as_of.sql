-- What was known of each release at the end of a day (UTC): the text and views of what had been read by then, as
-- fct_article chooses them. What was understood of the texts is not in it: `chancery refresh --as-of` rebuilds that.
-- Example: FROM article_as_of(DATE '2026-03-01')
CREATE MACRO article_as_of(day) AS TABLE
    WITH
    read_by_then AS (
        SELECT
            article.*,
            reading.observed_at,
            reading.read_at,
            reading.fetch_id
        FROM stg_article AS article
        INNER JOIN raw_fetch AS reading ON article.document_id = reading.document_id
        WHERE reading.read_at < day + INTERVAL 1 DAY
    ),

    counted AS (
        SELECT
            article_id,
            n_views,
            observed_at
        FROM read_by_then
        WHERE n_views IS NOT NULL
        QUALIFY row_number() OVER (
            PARTITION BY article_id
            ORDER BY observed_at DESC NULLS LAST, read_at DESC, fetch_id ASC, n_views DESC
        ) = 1
    )

    SELECT
        text.article_id,
        text.version_id,
        text.source_name,
        text.published_at,
        text.published_on,
        text.title,
        text.body,
        counted.n_views,
        counted.observed_at AS views_observed_at,
        text.document_id,
        text.line_from
    FROM read_by_then AS text
    LEFT JOIN counted ON text.article_id = counted.article_id
    QUALIFY
        row_number() OVER (
            PARTITION BY text.article_id
            ORDER BY text.observed_at DESC NULLS LAST, text.read_at DESC, text.document_id ASC, text.line_from ASC
        ) = 1
    ORDER BY text.published_at DESC, text.article_id ASC
