-- When did a source fall silent, for how long, and is that unusual for it?
WITH
daily AS (SELECT * FROM mart_publication_by_day),

silence AS (
    SELECT
        source_name,
        published_on,
        n_silent_days,
        is_gap,
        -- Days of one silence are as far from the first day of the list as their number says.
        cast(published_on - DATE '2000-01-01' AS BIGINT)
        - row_number() OVER (PARTITION BY source_name ORDER BY published_on) AS silence_no
    FROM daily
    WHERE n_articles = 0
)

SELECT
    source_name,
    min(published_on) AS silent_from,
    max(published_on) AS silent_until,
    max(n_silent_days) AS n_silent_days,
    bool_or(is_gap) AS is_gap
FROM silence
GROUP BY source_name, silence_no
ORDER BY n_silent_days DESC, silent_from DESC, source_name ASC
LIMIT 20
