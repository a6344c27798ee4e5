-- The weights of a release's rows sum to 1.
WITH
topic AS (SELECT * FROM bridge_article_topic)

SELECT
    article_id,
    sum(weight) AS weight
FROM topic
GROUP BY article_id
HAVING abs(sum(weight) - 1) > 1e-9
