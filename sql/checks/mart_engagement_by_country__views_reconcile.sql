-- Weighted views of the mart and views of releases that have no row in it are all views.
WITH
mart AS (SELECT * FROM mart_engagement_by_country),

article AS (SELECT * FROM fct_article),

bridge AS (
    SELECT DISTINCT article_id FROM bridge_article_country
    WHERE role_code <> 'home'
),

shared_out AS (
    SELECT
        coalesce(sum(n_views_weighted), 0) AS n_views,
        count(*) AS n_rows
    FROM mart
),

total AS (
    SELECT
        coalesce(sum(article.n_views), 0) AS n_views,
        coalesce(sum(article.n_views) FILTER (WHERE bridge.article_id IS NULL), 0) AS n_views_outside
    FROM article
    LEFT JOIN bridge ON article.article_id = bridge.article_id
)

SELECT
    total.n_views,
    total.n_views_outside,
    shared_out.n_views AS n_views_shared_out
FROM total
CROSS JOIN shared_out
WHERE
    abs(total.n_views - total.n_views_outside - shared_out.n_views)
    -- Each row of the mart is rounded at the sixth decimal.
    > 1e-6 * (1 + total.n_views + shared_out.n_rows)
