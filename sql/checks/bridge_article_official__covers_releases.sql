-- At most 25 % of a source's releases have no person.
-- Warns: statements and notices name nobody.
WITH
article AS (SELECT * FROM fct_article),

covered AS (
    SELECT DISTINCT article_id FROM bridge_article_official
)

SELECT
    article.source_name,
    count(*) AS n_articles,
    count(*) FILTER (WHERE covered.article_id IS NULL) AS n_articles_without,
    round(count(*) FILTER (WHERE covered.article_id IS NULL) / count(*), 4) AS share_without
FROM article
LEFT JOIN covered ON article.article_id = covered.article_id
GROUP BY article.source_name
-- A source of a few releases may be of any kind.
HAVING count(*) >= 20 AND count(*) FILTER (WHERE covered.article_id IS NULL) > 0.25 * count(*)
