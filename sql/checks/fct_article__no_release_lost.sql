-- Every release of staging is a fact, once.
WITH
staged AS (SELECT DISTINCT article_id FROM stg_article),

article AS (SELECT * FROM fct_article)

SELECT
    coalesce(staged.article_id, article.article_id) AS article_id,
    staged.article_id IS NOT NULL AS is_staged
FROM staged
FULL JOIN article ON staged.article_id = article.article_id
WHERE staged.article_id IS NULL OR article.article_id IS NULL
