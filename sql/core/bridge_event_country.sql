WITH
event AS (SELECT * FROM fct_event),

country AS (SELECT * FROM bridge_article_country)

SELECT
    event.event_id,
    country.country_code,
    country.role_code
FROM event
INNER JOIN country ON event.article_id = country.article_id
WHERE event.is_main AND country.role_code IN ('home', 'partner')
