-- Weighted views of all members of a kind are the views of the releases that have one; the others' views stay outside.
WITH
mart AS (SELECT * FROM mart_engagement_by_member_month),

article AS (SELECT * FROM fct_article),

country AS (
    SELECT article_id FROM bridge_article_country
    WHERE role_code <> 'home'
),

topic AS (SELECT article_id FROM bridge_article_topic),

named AS (SELECT article_id FROM bridge_article_official),

covered AS (
    SELECT DISTINCT
        'country' AS member_kind,
        article_id
    FROM country
    UNION ALL
    SELECT DISTINCT
        'topic' AS member_kind,
        article_id
    FROM topic
    UNION ALL
    SELECT DISTINCT
        'official' AS member_kind,
        article_id
    FROM named
    UNION ALL
    SELECT DISTINCT
        'country_topic' AS member_kind,
        country.article_id
    FROM country
    INNER JOIN topic ON country.article_id = topic.article_id
),

period AS (SELECT unnest(['month', 'all']) AS period_code),

expected AS (
    SELECT
        covered.member_kind,
        period.period_code,
        CASE WHEN period.period_code = 'month' THEN article.engagement_month END AS engagement_month,
        coalesce(sum(article.n_views), 0) AS n_views
    FROM covered
    INNER JOIN article ON covered.article_id = article.article_id
    INNER JOIN period ON period.period_code = 'month' OR covered.member_kind = 'country'
    GROUP BY ALL
),

shared_out AS (
    SELECT
        member_kind,
        period_code,
        CASE WHEN period_code = 'month' THEN engagement_month END AS engagement_month,
        coalesce(sum(n_views_weighted), 0) AS n_views,
        count(*) AS n_rows
    FROM mart
    GROUP BY ALL
)

SELECT
    coalesce(expected.member_kind, shared_out.member_kind) AS member_kind,
    coalesce(expected.period_code, shared_out.period_code) AS period_code,
    coalesce(expected.engagement_month, shared_out.engagement_month) AS engagement_month,
    expected.n_views,
    shared_out.n_views AS n_views_shared_out
FROM expected
FULL JOIN shared_out
    ON
        expected.member_kind = shared_out.member_kind
        AND expected.period_code = shared_out.period_code
        AND expected.engagement_month IS NOT DISTINCT FROM shared_out.engagement_month
WHERE
    abs(coalesce(expected.n_views, 0) - coalesce(shared_out.n_views, 0))
    -- Each row of the mart is rounded at the sixth decimal.
    > 1e-6 * (1 + coalesce(expected.n_views, 0) + coalesce(shared_out.n_rows, 0))
