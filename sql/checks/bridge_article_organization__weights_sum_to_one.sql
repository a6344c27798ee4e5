-- The weights of a release's rows sum to 1.
WITH
organization AS (SELECT * FROM bridge_article_organization)

SELECT
    article_id,
    sum(weight) AS weight
FROM organization
GROUP BY article_id
HAVING abs(sum(weight) - 1) > 1e-9
