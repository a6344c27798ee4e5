-- What all marts of engagement are made of: the measures by member (a state, a topic, a person, a state with a topic)
-- and month, and by state over all months.
WITH
article AS (SELECT * FROM mart_article_engagement),

country AS (
    SELECT * FROM bridge_article_country
    WHERE role_code <> 'home'
),

topic AS (SELECT * FROM bridge_article_topic),

named AS (SELECT * FROM bridge_article_official),

share AS (
    SELECT
        'country' AS member_kind,
        country_code AS member_code,
        article_id,
        role_code = 'partner' AS is_primary,
        weight
    FROM country
    UNION ALL
    SELECT
        'topic' AS member_kind,
        topic_code AS member_code,
        article_id,
        is_main AS is_primary,
        weight
    FROM topic
    UNION ALL
    SELECT
        'official' AS member_kind,
        official_id AS member_code,
        article_id,
        NULL AS is_primary,
        weight
    FROM named
    UNION ALL
    SELECT
        'country_topic' AS member_kind,
        country.country_code || '/' || topic.topic_code AS member_code,
        country.article_id,
        NULL AS is_primary,
        country.weight * topic.weight AS weight
    FROM country
    INNER JOIN topic ON country.article_id = topic.article_id
),

beginning AS (SELECT min(engagement_month) AS engagement_month FROM article),

member AS (
    SELECT
        share.member_kind,
        share.member_code,
        period.period_code,
        CASE WHEN period.period_code = 'all' THEN beginning.engagement_month ELSE article.engagement_month END
            AS engagement_month,
        share.is_primary,
        article.article_id,
        -- Releases that tell one story are one observation of what readers want.
        article.story_id,
        article.n_views,
        article.n_views * share.weight AS n_views_weighted,
        article.n_views_gained,
        article.age_days,
        article.n_views_expected,
        article.n_views_spread,
        article.view_percentile,
        article.is_age_confounded,
        article.age_reason_code
    FROM article
    INNER JOIN share ON article.article_id = share.article_id
    CROSS JOIN beginning
    CROSS JOIN
        unnest(CASE WHEN share.member_kind = 'country' THEN ['month', 'all'] ELSE ['month'] END) AS period (period_code)
),

engagement AS (
    SELECT
        member_kind,
        member_code,
        period_code,
        engagement_month,
        count(*) AS n_articles,
        CASE WHEN bool_or(is_primary IS NOT NULL) THEN count(*) FILTER (WHERE is_primary) END AS n_primary_articles,
        cast(sum(n_views) AS BIGINT) AS n_views,
        -- Rounded, since a sum of fractions depends in its last digits on the order in which threads add them.
        round(sum(n_views_weighted), 6) AS n_views_weighted,
        cast(sum(n_views_gained) AS BIGINT) AS n_views_gained,
        round(sum(n_views) FILTER (WHERE age_days IS NOT NULL) / sum(age_days), 6) AS views_per_day,
        count(n_views_expected) AS n_index_articles,
        cast(sum(n_views) FILTER (WHERE n_views_expected IS NOT NULL) AS BIGINT) AS n_index_views,
        cast(sum(cast(n_views_expected AS DECIMAL(38, 4))) AS DOUBLE) AS n_views_expected,
        median(view_percentile) AS view_percentile,
        bool_and(is_age_confounded) AS is_age_confounded,
        -- In the order of the alphabet, reasons about views that were shown come last.
        max(age_reason_code) AS age_reason_code
    FROM member
    GROUP BY member_kind, member_code, period_code, engagement_month
),

story AS (
    SELECT
        member_kind,
        member_code,
        period_code,
        engagement_month,
        story_id,
        cast(sum(n_views) AS DOUBLE) AS n_views,
        sum(n_views_expected) AS n_views_expected,
        sum(n_views_spread) AS n_views_spread
    FROM member
    WHERE n_views_expected IS NOT NULL
    GROUP BY member_kind, member_code, period_code, engagement_month, story_id
),

spread AS (
    SELECT
        member_kind,
        member_code,
        period_code,
        engagement_month,
        count(*) AS n_stories,
        sum(n_views * n_views) AS views_squared,
        sum(n_views * n_views_expected) AS views_by_expected,
        sum(n_views_expected * n_views_expected) AS expected_squared,
        sqrt(sum(n_views_spread * n_views_spread)) AS usual_error
    FROM story
    GROUP BY member_kind, member_code, period_code, engagement_month
),

indexed AS (
    SELECT
        engagement.*,
        engagement.n_index_views / engagement.n_views_expected AS engagement_index,
        coalesce(spread.n_stories, 0) AS n_index_stories,
        spread.n_stories - 1 AS freedom,
        spread.usual_error,
        spread.views_squared,
        spread.views_by_expected,
        spread.expected_squared,
        -- Fewer than five stories say too little of how far stories differ.
        coalesce(spread.n_stories >= 5 AND engagement.n_index_views > 0, FALSE) AS has_interval
    FROM engagement
    LEFT JOIN spread
        ON
            engagement.member_kind = spread.member_kind
            AND engagement.member_code = spread.member_code
            AND engagement.period_code = spread.period_code
            AND engagement.engagement_month = spread.engagement_month
),

-- All rows of a mart are compared: 5 % that any of them is found by chance, half of it on each side.
family AS (
    SELECT
        member_kind,
        period_code,
        sqrt(-2 * ln(0.025 / greatest(count(*) FILTER (WHERE has_interval), 1))) AS root
    FROM indexed
    GROUP BY member_kind, period_code
),

-- Quantile of the normal distribution: Abramowitz and Stegun (1964), 26.2.23.
normal AS (
    SELECT
        member_kind,
        period_code,
        root - (2.515517 + 0.802853 * root + 0.010328 * pow(root, 2))
        / (1 + 1.432788 * root + 0.189269 * pow(root, 2) + 0.001308 * pow(root, 3)) AS quantile
    FROM family
),

-- Quantile of Student's t: Gaver and Kafadar (1984), The American Statistician 38(4). The spread of the stories
-- themselves or the usual one of their cohorts, whichever is larger (decision 0013).
bounded AS (
    SELECT
        indexed.*,
        normal.quantile,
        CASE
            WHEN indexed.has_interval
                THEN greatest(
                    sqrt(
                        indexed.freedom
                        * (exp(pow(normal.quantile, 2) * (indexed.freedom - 1.5) / pow(indexed.freedom - 1, 2)) - 1)
                    )
                    * sqrt(
                        (1 + 1 / indexed.freedom)
                        * greatest(
                            indexed.views_squared
                            - 2 * indexed.engagement_index * indexed.views_by_expected
                            + pow(indexed.engagement_index, 2) * indexed.expected_squared,
                            0
                        )
                    ),
                    normal.quantile * indexed.usual_error * indexed.engagement_index
                ) / indexed.n_views_expected
        END AS margin
    FROM indexed
    INNER JOIN normal
        ON
            indexed.member_kind = normal.member_kind
            AND indexed.period_code = normal.period_code
)

SELECT
    bounded.member_kind,
    bounded.member_code,
    bounded.period_code,
    bounded.engagement_month,
    bounded.n_articles,
    bounded.n_views,
    bounded.n_views_weighted,
    bounded.n_views_gained,
    bounded.views_per_day,
    bounded.n_index_articles,
    bounded.n_index_stories,
    bounded.n_index_views,
    bounded.n_views_expected,
    round(bounded.engagement_index, 6) AS engagement_index,
    CASE WHEN bounded.margin IS NOT NULL THEN round(greatest(bounded.engagement_index - bounded.margin, 0), 6) END
        AS index_low,
    CASE
        WHEN bounded.margin IS NOT NULL
            -- As far by its logarithm, for counts are skewed; a factor of a hundred million is as good as none.
            THEN round(bounded.engagement_index * exp(least(bounded.margin / bounded.engagement_index, 18)), 6)
    END AS index_high,
    CASE
        WHEN bounded.margin IS NOT NULL
            -- Less one standard error, so that few releases do not lead by luck.
            THEN rank() OVER (
                PARTITION BY bounded.member_kind, bounded.period_code, bounded.engagement_month, bounded.margin IS NULL
                ORDER BY round(bounded.engagement_index - bounded.margin / bounded.quantile, 6) DESC
            )
    END AS index_rank,
    bounded.view_percentile,
    CASE
        WHEN bounded.n_views IS NOT NULL
            THEN rank() OVER (
                PARTITION BY bounded.member_kind, bounded.period_code, bounded.engagement_month
                ORDER BY bounded.n_views DESC NULLS LAST
            )
    END AS view_rank,
    bounded.n_views
    / nullif(
        sum(bounded.n_views) OVER (PARTITION BY bounded.member_kind, bounded.period_code, bounded.engagement_month), 0
    ) AS view_share,
    bounded.is_age_confounded,
    CASE WHEN bounded.is_age_confounded THEN bounded.age_reason_code ELSE 'none' END AS age_reason_code,
    bounded.n_views - previous.n_views AS n_views_change,
    bounded.n_primary_articles
FROM bounded
LEFT JOIN engagement AS previous
    ON
        bounded.member_kind = previous.member_kind
        AND bounded.member_code = previous.member_code
        AND bounded.period_code = previous.period_code
        AND bounded.engagement_month = previous.engagement_month + INTERVAL 1 MONTH
