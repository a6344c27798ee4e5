-- Do the views that countries share out add up to the views of all releases, and how much more is the full count?
WITH
mart AS (SELECT * FROM mart_engagement_by_country_month),

article AS (SELECT * FROM fct_article),

abroad AS (
    SELECT DISTINCT article_id FROM bridge_article_country
    WHERE role_code <> 'home'
),

counted AS (
    SELECT
        engagement_month,
        sum(n_views) AS n_views,
        sum(n_views_weighted) AS n_views_weighted
    FROM mart
    GROUP BY engagement_month
),

total AS (
    SELECT
        article.engagement_month,
        sum(article.n_views) AS n_views,
        coalesce(sum(article.n_views) FILTER (WHERE abroad.article_id IS NULL), 0) AS n_views_of_no_country
    FROM article
    LEFT JOIN abroad ON article.article_id = abroad.article_id
    GROUP BY article.engagement_month
)

SELECT
    total.engagement_month,
    total.n_views,
    cast(round(coalesce(counted.n_views_weighted, 0)) AS BIGINT) AS n_views_weighted,
    total.n_views_of_no_country,
    cast(
        round(total.n_views - coalesce(counted.n_views_weighted, 0) - total.n_views_of_no_country) AS BIGINT
    ) AS n_views_lost,
    counted.n_views AS n_views_full
FROM total
LEFT JOIN counted ON total.engagement_month = counted.engagement_month
ORDER BY total.engagement_month
