-- Who met whom? People of two countries that took part in one meeting, visit, call or signing.
WITH
participant AS (SELECT * FROM bridge_event_official),

event AS (SELECT * FROM fct_event),

event_type AS (SELECT * FROM dim_event_type),

official AS (SELECT * FROM dim_official),

article AS (SELECT * FROM fct_article)

SELECT
    article.published_on,
    one.official_name,
    left_side.represented_country_code AS country_code,
    other.official_name AS other_official_name,
    right_side.represented_country_code AS other_country_code,
    event_type.event_type_name,
    article.title
FROM participant AS left_side
INNER JOIN participant AS right_side
    ON
        left_side.event_id = right_side.event_id
        AND left_side.represented_country_code < right_side.represented_country_code
INNER JOIN event ON left_side.event_id = event.event_id
INNER JOIN event_type ON event.event_type_code = event_type.event_type_code
INNER JOIN official AS one ON left_side.official_id = one.official_id
INNER JOIN official AS other ON right_side.official_id = other.official_id
INNER JOIN article ON event.article_id = article.article_id
WHERE event.event_type_code LIKE 'CONSULT%' OR event.event_type_code IN ('AGREE', 'CREDENTIALS')
ORDER BY article.published_on DESC, article.title ASC, one.official_name ASC, other.official_name ASC
