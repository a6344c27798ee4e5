-- Every release has one row, with its current views.
WITH
mart AS (SELECT * FROM mart_article_engagement),

article AS (SELECT * FROM fct_article)

SELECT
    coalesce(article.article_id, mart.article_id) AS article_id,
    article.n_views,
    mart.n_views AS n_views_in_mart
FROM article
FULL JOIN mart ON article.article_id = mart.article_id
WHERE article.article_id IS NULL OR mart.article_id IS NULL OR article.n_views IS DISTINCT FROM mart.n_views
