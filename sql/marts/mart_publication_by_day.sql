-- Every day from a source's first release to its latest, those without a release among them.
WITH
article AS (SELECT * FROM fct_article),

calendar AS (SELECT * FROM dim_date),

span AS (
    SELECT
        source_name,
        min(published_on) AS first_on,
        max(published_on) AS last_on
    FROM article
    GROUP BY source_name
),

published AS (
    SELECT
        source_name,
        published_on,
        count(*) AS n_articles,
        count(DISTINCT story_id) AS n_stories
    FROM article
    GROUP BY source_name, published_on
),

daily AS (
    SELECT
        span.source_name,
        calendar.date_on AS published_on,
        calendar.day_of_week_number,
        calendar.day_of_week_name,
        coalesce(published.n_articles, 0) AS n_articles,
        coalesce(published.n_stories, 0) AS n_stories,
        -- All days of one silence have the same number.
        count(published.n_articles) OVER (PARTITION BY span.source_name ORDER BY calendar.date_on) AS silence_no
    FROM span
    INNER JOIN calendar ON calendar.date_on BETWEEN span.first_on AND span.last_on
    LEFT JOIN published ON span.source_name = published.source_name AND calendar.date_on = published.published_on
),

-- From each day with a release to the next such day.
silence AS (
    SELECT
        source_name,
        silence_no,
        count(*) FILTER (WHERE n_articles = 0) AS n_silent_days
    FROM daily
    GROUP BY source_name, silence_no
),

-- A long weekend is no gap, nor is a silence of twice the usual length, nor one such as every tenth is.
allowed AS (
    SELECT
        source_name,
        greatest(3, 2 * median(n_silent_days), quantile_cont(n_silent_days, 0.9)) AS n_silent_days
    FROM silence
    GROUP BY source_name
),

judged AS (
    SELECT
        daily.*,
        coalesce(silence.n_silent_days, 0) AS n_silent_days,
        coalesce(silence.n_silent_days > allowed.n_silent_days, FALSE) AS is_gap
    FROM daily
    LEFT JOIN silence
        ON daily.source_name = silence.source_name AND daily.silence_no = silence.silence_no AND daily.n_articles = 0
    LEFT JOIN allowed ON daily.source_name = allowed.source_name
),

-- What was usual on this day of the week, over the eight weeks before; the days of a gap say nothing about it.
usual AS (
    SELECT
        *,
        count(*) FILTER (WHERE NOT is_gap) OVER weeks AS n_weeks,
        median(cast(n_articles AS DOUBLE)) FILTER (WHERE NOT is_gap) OVER weeks AS usual_n_articles,
        mad(cast(n_articles AS DOUBLE)) FILTER (WHERE NOT is_gap) OVER weeks AS spread
    FROM judged
    WINDOW weeks AS (
        PARTITION BY source_name, day_of_week_number
        ORDER BY published_on
        ROWS BETWEEN 8 PRECEDING AND 1 PRECEDING
    )
),

scored AS (
    SELECT
        *,
        -- 1.4826 times the median deviation estimates a standard deviation. Counts of releases spread at least as much
        -- as chance alone would have it, the square root of their mean: or a source that is silent on Sundays would
        -- surprise us with one release.
        CASE
            WHEN n_weeks >= 4
                THEN (n_articles - usual_n_articles) / greatest(1.4826 * spread, sqrt(greatest(usual_n_articles, 1)))
        END AS robust_z_score
    FROM usual
)

SELECT
    source_name,
    published_on,
    day_of_week_name,
    n_articles,
    n_stories,
    n_silent_days,
    is_gap,
    CASE WHEN n_weeks >= 4 THEN usual_n_articles END AS usual_n_articles,
    robust_z_score,
    coalesce(abs(robust_z_score) >= 3.5, FALSE) AS is_surprise
FROM scored
