-- At most 30 % of a source's releases report an event of an unknown or of no named type.
-- Warns: a source may tell of other things than diplomacy.
WITH
event AS (
    SELECT * FROM fct_event
    WHERE is_main
),

article AS (SELECT * FROM fct_article)

SELECT
    article.source_name,
    count(*) AS n_articles,
    count(*) FILTER (WHERE event.event_type_code IN ('unknown', 'OTHER')) AS n_articles_unknown,
    round(count(*) FILTER (WHERE event.event_type_code IN ('unknown', 'OTHER')) / count(*), 4) AS share_unknown
FROM event
INNER JOIN article ON event.article_id = article.article_id
GROUP BY article.source_name
-- A source of a few releases may be of any kind.
HAVING count(*) >= 20 AND count(*) FILTER (WHERE event.event_type_code IN ('unknown', 'OTHER')) > 0.3 * count(*)
