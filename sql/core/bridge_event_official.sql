WITH
participant AS (SELECT * FROM bridge_event_country),

event AS (SELECT * FROM fct_event),

official AS (
    SELECT
        article_id,
        official_id,
        represented_country_code
    FROM bridge_article_official
)

SELECT
    event.event_id,
    official.official_id,
    official.represented_country_code
FROM event
INNER JOIN official ON event.article_id = official.article_id
INNER JOIN participant
    ON event.event_id = participant.event_id AND official.represented_country_code = participant.country_code
