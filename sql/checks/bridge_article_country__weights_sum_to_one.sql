-- The weights of a release's non-home states sum to 1, and the home state has none.
WITH
country AS (SELECT * FROM bridge_article_country)

SELECT
    article_id,
    sum(weight) AS weight,
    count(*) FILTER (WHERE (role_code = 'home') <> (weight IS NULL)) AS n_misplaced
FROM country
GROUP BY article_id
HAVING abs(sum(weight) - 1) > 1e-9 OR count(*) FILTER (WHERE (role_code = 'home') <> (weight IS NULL)) > 0
