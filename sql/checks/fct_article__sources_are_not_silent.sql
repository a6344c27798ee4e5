-- No source, when it was read last, had been silent for longer than ever before, and than a week.
-- Warns: a source may have nothing to say, and a file of old releases stays as old as it is.
WITH
article AS (SELECT * FROM fct_article),

reading AS (SELECT * FROM raw_fetch),

published_day AS (
    SELECT DISTINCT
        source_name,
        published_on
    FROM article
),

day AS (
    SELECT
        source_name,
        published_on,
        published_on - lag(published_on) OVER (PARTITION BY source_name ORDER BY published_on) AS n_days_silent
    FROM published_day
),

source AS (
    SELECT
        source_name,
        max(published_on) AS last_published_on,
        coalesce(max(n_days_silent), 0) AS n_days_silent_before
    FROM day
    GROUP BY source_name
),

latest AS (
    SELECT
        source_name,
        max(read_at) AS last_read_at
    FROM reading
    WHERE status = 'ok'
    GROUP BY source_name
)

SELECT
    source.source_name,
    source.last_published_on,
    latest.last_read_at,
    cast(latest.last_read_at AS DATE) - source.last_published_on AS n_days_silent,
    source.n_days_silent_before
FROM source
INNER JOIN latest ON source.source_name = latest.source_name
WHERE cast(latest.last_read_at AS DATE) - source.last_published_on > greatest(source.n_days_silent_before, 7)
