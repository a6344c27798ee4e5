-- Each month has a row for every topic; together they have all its releases by topic, and their shares are 1.
WITH
mart AS (SELECT * FROM mart_topic_momentum),

article AS (SELECT * FROM fct_article),

member AS (SELECT * FROM bridge_article_topic),

calendar AS (
    SELECT
        cast(
            unnest(generate_series(min(engagement_month), max(engagement_month), INTERVAL 1 MONTH)) AS DATE
        ) AS engagement_month
    FROM article
),

known AS (SELECT count(DISTINCT topic_code) AS n_members FROM member),

counted AS (
    SELECT
        article.engagement_month,
        count(*) AS n_articles
    FROM member
    INNER JOIN article ON member.article_id = article.article_id
    GROUP BY article.engagement_month
),

expected AS (
    SELECT
        calendar.engagement_month,
        known.n_members,
        coalesce(counted.n_articles, 0) AS n_articles
    FROM calendar
    CROSS JOIN known
    LEFT JOIN counted ON calendar.engagement_month = counted.engagement_month
    WHERE known.n_members > 0
),

monthly AS (
    SELECT
        engagement_month,
        count(*) AS n_rows,
        cast(sum(n_articles) AS BIGINT) AS n_articles,
        sum(topic_share) AS share
    FROM mart
    GROUP BY engagement_month
)

SELECT
    coalesce(expected.engagement_month, monthly.engagement_month) AS engagement_month,
    expected.n_members,
    monthly.n_rows,
    expected.n_articles,
    monthly.n_articles AS n_articles_in_mart,
    monthly.share
FROM expected
FULL JOIN monthly ON expected.engagement_month = monthly.engagement_month
WHERE
    expected.n_members IS DISTINCT FROM monthly.n_rows
    OR expected.n_articles IS DISTINCT FROM monthly.n_articles
    OR abs(monthly.share - 1) > 1e-6
