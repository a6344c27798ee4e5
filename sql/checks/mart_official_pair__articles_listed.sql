-- Every release that a pair rests on is listed, once, and the first is not after the last.
WITH
mart AS (SELECT * FROM mart_official_pair)

SELECT
    official_id,
    other_official_id,
    n_articles,
    n_stories,
    len(list_distinct(article_ids)) AS n_listed
FROM mart
WHERE
    official_id >= other_official_id
    OR n_articles <> len(article_ids)
    OR n_articles <> len(list_distinct(article_ids))
    OR n_stories > n_articles
    OR first_met_on > last_met_on
