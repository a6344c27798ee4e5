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

silence AS (
    SELECT
        source_name,
        silence_no,
        count(*) AS n_silent_days
    FROM daily
    WHERE n_articles = 0
    GROUP BY source_name, silence_no
),

usual_silence AS (
    SELECT
        source_name,
        median(n_silent_days) AS n_silent_days
    FROM silence
    GROUP BY source_name
),

-- What was usual on this day of the week, over the eight weeks before.
usual AS (
    SELECT
        *,
        count(*) OVER weeks AS n_weeks,
        median(cast(n_articles AS DOUBLE)) OVER weeks AS usual_n_articles,
        mad(cast(n_articles AS DOUBLE)) OVER weeks AS spread
    FROM daily
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
    scored.source_name,
    scored.published_on,
    scored.day_of_week_name,
    scored.n_articles,
    scored.n_stories,
    coalesce(silence.n_silent_days, 0) AS n_silent_days,
    -- A long weekend is no gap, nor is twice the silence that is usual.
    coalesce(silence.n_silent_days > greatest(3, 2 * usual_silence.n_silent_days), FALSE) AS is_gap,
    CASE WHEN scored.n_weeks >= 4 THEN scored.usual_n_articles END AS usual_n_articles,
    scored.robust_z_score,
    coalesce(abs(scored.robust_z_score) >= 3.5, FALSE) AS is_surprise
FROM scored
LEFT JOIN silence
    ON
        scored.source_name = silence.source_name
        AND scored.silence_no = silence.silence_no
        AND scored.n_articles = 0
LEFT JOIN usual_silence ON scored.source_name = usual_silence.source_name
