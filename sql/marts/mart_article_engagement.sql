WITH
article AS (SELECT * FROM fct_article),

snapshot AS (SELECT * FROM fct_view_snapshot),

-- Decision 0013 says why these numbers: the least releases of a cohort, those that let an observation with a time stand
-- alone, the releases of the youngest age band, the least of a full band, the most full bands, the least expectation as
-- a share of that of the youngest band, and beyond how many spreads of its logarithm a count is no longer typical.
setting AS (
    SELECT
        6 AS n_least,
        30 AS n_alone,
        12 AS n_youngest,
        64 AS n_band,
        24 AS n_bands,
        0.05 AS least_share,
        4 AS n_typical
),

gained AS (
    SELECT
        article_id,
        n_views_gained,
        hours_since_last
    FROM snapshot
    WHERE observed_at IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY observed_at DESC, read_at DESC, fetch_id DESC) = 1
),

-- One observation is one document shown at one time. Without its time, ages are known but for what all have in common.
observed AS (
    SELECT
        article_id,
        source_name,
        published_at,
        n_views,
        views_document_id,
        views_observed_at,
        count(*) OVER (PARTITION BY source_name, views_document_id, views_observed_at) AS n_shown
    FROM article
    WHERE n_views IS NOT NULL AND (views_observed_at IS NULL OR views_observed_at > published_at)
),

grouped AS (
    SELECT
        observed.*,
        CASE
            WHEN observed.views_observed_at IS NULL OR observed.n_shown >= setting.n_alone
                THEN md5(
                    concat_ws('|', observed.source_name, observed.views_document_id, observed.views_observed_at)
                )
            -- Small observations with a time (a page each, say) are compared by age, whenever they were made.
            ELSE md5(observed.source_name)
        END AS cohort_id
    FROM observed
    CROSS JOIN setting
),

aged AS (
    SELECT
        article_id,
        cohort_id,
        n_views,
        views_observed_at IS NOT NULL AS is_known,
        epoch(
            coalesce(views_observed_at, max(published_at) OVER (PARTITION BY cohort_id)) - published_at
        ) / 86400 AS age,
        count(*) OVER (PARTITION BY cohort_id) AS n_cohort
    FROM grouped
),

ranked AS (
    SELECT
        aged.*,
        row_number() OVER (PARTITION BY aged.cohort_id ORDER BY aged.age, aged.article_id) - 1 AS age_rank,
        -- Bands double from the youngest on, where views grow fastest, until they are full.
        greatest(setting.n_band, aged.n_cohort / setting.n_bands) AS n_full,
        floor(log2(greatest(setting.n_band, aged.n_cohort / setting.n_bands) / setting.n_youngest)) + 1 AS n_doubling
    FROM aged
    CROSS JOIN setting
    WHERE aged.n_cohort >= setting.n_least
),

placed AS (
    SELECT
        ranked.*,
        setting.n_youngest * (pow(2, ranked.n_doubling) - 1) AS n_before_full
    FROM ranked
    CROSS JOIN setting
),

-- The last band takes what would not fill one of its own.
banded AS (
    SELECT
        placed.article_id,
        placed.cohort_id,
        placed.n_views,
        placed.is_known,
        placed.age,
        placed.n_cohort,
        cast(
            least(
                CASE
                    WHEN placed.age_rank < placed.n_before_full
                        THEN floor(log2(placed.age_rank / setting.n_youngest + 1))
                    ELSE placed.n_doubling + floor((placed.age_rank - placed.n_before_full) / placed.n_full)
                END,
                greatest(
                    CASE
                        WHEN placed.n_cohort < placed.n_before_full
                            THEN floor(log2(placed.n_cohort / setting.n_youngest + 1))
                        ELSE placed.n_doubling + floor((placed.n_cohort - placed.n_before_full) / placed.n_full)
                    END - 1,
                    0
                )
            ) AS BIGINT
        ) AS age_band
    FROM placed
    CROSS JOIN setting
),

knot AS (
    SELECT
        cohort_id,
        age_band,
        count(*) AS n_band,
        bool_and(is_known) AS is_known,
        median(age) AS age,
        median(n_views) AS n_views
    FROM banded
    GROUP BY cohort_id, age_band
),

youngest AS (
    SELECT * FROM banded
    WHERE age_band = 0
),

-- Theil-Sen: the median of the slopes between all pairs of the youngest band.
slope AS (
    SELECT
        older.cohort_id,
        median((older.n_views - younger.n_views) / (older.age - younger.age)) AS views_a_day
    FROM youngest AS older
    INNER JOIN youngest AS younger ON older.cohort_id = younger.cohort_id AND older.age > younger.age
    GROUP BY older.cohort_id
),

level AS (
    SELECT
        youngest.cohort_id,
        any_value(coalesce(slope.views_a_day, 0)) AS views_a_day,
        median(youngest.n_views - coalesce(slope.views_a_day, 0) * (youngest.age - knot.age)) AS n_views
    FROM youngest
    INNER JOIN knot ON youngest.cohort_id = knot.cohort_id AND youngest.age_band = knot.age_band
    LEFT JOIN slope ON youngest.cohort_id = slope.cohort_id
    GROUP BY youngest.cohort_id
),

leveled AS (
    SELECT
        knot.cohort_id,
        knot.age_band,
        knot.n_band,
        knot.is_known,
        knot.age,
        level.views_a_day,
        level.n_views AS n_views_youngest,
        CASE WHEN knot.age_band = 0 THEN level.n_views ELSE knot.n_views END AS n_views
    FROM knot
    INNER JOIN level ON knot.cohort_id = level.cohort_id
),

-- The way to the knot before and to the one after; at the ends of the curve, what stands in for a neighbour.
segment AS (
    SELECT
        *,
        coalesce(
            (n_views - lag(n_views) OVER ages) / nullif(age - lag(age) OVER ages, 0),
            CASE
                WHEN age_band > 0 THEN 0
                -- A release of no age has no views.
                WHEN is_known THEN n_views / age
                ELSE views_a_day
            END
        ) AS slope_before,
        (lead(n_views) OVER ages - n_views) / nullif(lead(age) OVER ages - age, 0) AS slope_after
    FROM leveled
    WINDOW ages AS (PARTITION BY cohort_id ORDER BY age_band)
),

curve AS (
    SELECT
        banded.article_id,
        banded.cohort_id,
        banded.n_cohort,
        banded.n_views,
        banded.age_band,
        segment.n_band,
        greatest(
            segment.n_views + (banded.age - segment.age) * CASE
                WHEN banded.age < segment.age THEN segment.slope_before
                WHEN segment.slope_after IS NOT NULL THEN segment.slope_after
                WHEN segment.age_band = 0 THEN segment.views_a_day
                ELSE segment.slope_before
            END,
            setting.least_share * segment.n_views_youngest
        ) AS n_typical_views
    FROM banded
    INNER JOIN segment ON banded.cohort_id = segment.cohort_id AND banded.age_band = segment.age_band
    CROSS JOIN setting
),

-- Medians lie below means where counts are skewed: the curve is raised until typical releases reach it together.
compared AS (
    SELECT
        *,
        ln(greatest(n_views / n_typical_views, 0.001)) AS log_ratio
    FROM curve
    WHERE n_typical_views > 0
),

spread AS (
    SELECT
        cohort_id,
        median(log_ratio) AS middle,
        1.4826 * mad(log_ratio) AS log_spread
    FROM compared
    GROUP BY cohort_id
),

calibration AS (
    SELECT
        compared.cohort_id,
        -- Decimals add up to the same in any order.
        cast(sum(compared.n_views) AS DOUBLE)
        / cast(sum(cast(compared.n_typical_views AS DECIMAL(38, 4))) AS DOUBLE) AS factor,
        any_value(exp(spread.middle + setting.n_typical * spread.log_spread)) AS most
    FROM compared
    INNER JOIN spread ON compared.cohort_id = spread.cohort_id
    CROSS JOIN setting
    WHERE compared.log_ratio <= spread.middle + setting.n_typical * spread.log_spread + 1e-9
    GROUP BY compared.cohort_id
),

-- How far counts lie from the expectation, as a share of it; a count beyond the typical is taken for the most typical.
scatter AS (
    SELECT
        compared.cohort_id,
        round(
            coalesce(
                stddev_samp(least(compared.n_views / compared.n_typical_views, calibration.most) / calibration.factor),
                0
            ),
            6
        ) AS share
    FROM compared
    INNER JOIN calibration ON compared.cohort_id = calibration.cohort_id
    WHERE calibration.factor > 0
    GROUP BY compared.cohort_id
),

expected AS (
    SELECT
        compared.article_id,
        compared.n_views,
        compared.cohort_id,
        compared.age_band,
        compared.n_band,
        round(compared.n_typical_views * calibration.factor, 4) AS n_views_expected,
        round(compared.n_typical_views * calibration.factor * scatter.share, 4) AS n_views_spread
    FROM compared
    INNER JOIN calibration ON compared.cohort_id = calibration.cohort_id
    INNER JOIN scatter ON compared.cohort_id = scatter.cohort_id
),

indexed AS (
    SELECT
        *,
        n_views / n_views_expected AS engagement_index,
        CASE
            WHEN n_band >= 6
                THEN percent_rank() OVER (PARTITION BY cohort_id, age_band ORDER BY n_views / n_views_expected)
        END AS view_percentile
    FROM expected
    WHERE n_views_expected > 0
),

measured AS (
    SELECT
        article.*,
        aged.cohort_id,
        coalesce(aged.n_cohort, 0) AS n_cohort_articles,
        CASE WHEN aged.is_known THEN aged.age END AS age_days,
        CASE WHEN aged.is_known THEN article.n_views / aged.age END AS views_per_day,
        indexed.n_views_expected,
        indexed.n_views_spread,
        indexed.engagement_index,
        indexed.view_percentile,
        gained.n_views_gained,
        gained.hours_since_last,
        NOT coalesce(aged.is_known, FALSE)
        AND indexed.engagement_index IS NULL
        AND gained.n_views_gained IS NULL AS is_age_confounded
    FROM article
    LEFT JOIN aged ON article.article_id = aged.article_id
    LEFT JOIN indexed ON article.article_id = indexed.article_id
    LEFT JOIN gained ON article.article_id = gained.article_id
)

SELECT
    measured.article_id,
    measured.story_id,
    measured.source_name,
    measured.title,
    measured.published_at,
    measured.engagement_month,
    measured.n_views,
    measured.views_observed_at,
    measured.age_days,
    measured.views_per_day,
    measured.n_views_gained,
    measured.hours_since_last,
    measured.cohort_id,
    measured.n_cohort_articles,
    measured.n_views_expected,
    measured.n_views_spread,
    measured.engagement_index,
    measured.view_percentile,
    measured.is_age_confounded,
    CASE
        WHEN NOT measured.is_age_confounded THEN 'none'
        WHEN measured.n_views IS NULL THEN 'no_views'
        WHEN measured.views_observed_at IS NOT NULL THEN 'observed_before_published'
        WHEN measured.n_cohort_articles >= setting.n_least THEN 'too_few_views'
        ELSE 'unknown_time_small_cohort'
    END AS age_reason_code
FROM measured
CROSS JOIN setting
