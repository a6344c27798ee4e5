-- The weights of a release's rows sum to 1.
WITH
official AS (SELECT * FROM bridge_article_official)

SELECT
    article_id,
    sum(weight) AS weight
FROM official
GROUP BY article_id
HAVING abs(sum(weight) - 1) > 1e-9
