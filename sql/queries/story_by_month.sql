-- How many releases are there a month, and how many stories when reposts and light edits count once?
WITH
article AS (SELECT * FROM fct_article)

SELECT
    engagement_month,
    source_name,
    count(*) AS n_articles,
    count(DISTINCT story_id) AS n_stories,
    count(*) FILTER (WHERE story_id <> article_id) AS n_retold
FROM article
GROUP BY engagement_month, source_name
ORDER BY engagement_month DESC, source_name ASC
