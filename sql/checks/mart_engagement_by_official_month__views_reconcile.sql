-- Weighted views of the mart and views of releases that have no row in it are all views, month by month.
WITH
mart AS (SELECT * FROM mart_engagement_by_official_month),

article AS (SELECT * FROM fct_article),

bridge AS (SELECT DISTINCT article_id FROM bridge_article_official),

shared_out AS (
    SELECT
        engagement_month,
        sum(n_views_weighted) AS n_views,
        count(*) AS n_rows
    FROM mart
    GROUP BY engagement_month
),

total AS (
    SELECT
        article.engagement_month,
        coalesce(sum(article.n_views), 0) AS n_views,
        coalesce(sum(article.n_views) FILTER (WHERE bridge.article_id IS NULL), 0) AS n_views_outside
    FROM article
    LEFT JOIN bridge ON article.article_id = bridge.article_id
    GROUP BY article.engagement_month
)

SELECT
    coalesce(total.engagement_month, shared_out.engagement_month) AS engagement_month,
    total.n_views,
    total.n_views_outside,
    shared_out.n_views AS n_views_shared_out
FROM total
FULL JOIN shared_out ON total.engagement_month = shared_out.engagement_month
WHERE
    abs(coalesce(total.n_views - total.n_views_outside, 0) - coalesce(shared_out.n_views, 0))
    -- Each row of the mart is rounded at the sixth decimal.
    > 1e-6 * (1 + coalesce(total.n_views, 0) + coalesce(shared_out.n_rows, 0))
