-- Every event stands under each state that takes part and under its place, and under no other.
WITH
mart AS (SELECT * FROM mart_country_timeline),

part AS (
    SELECT
        event_id,
        country_code
    FROM bridge_event_country
    UNION
    SELECT
        event_id,
        place_country_code AS country_code
    FROM fct_event
    WHERE place_country_code <> 'ZZZ'
)

SELECT
    coalesce(mart.event_id, part.event_id) AS event_id,
    coalesce(mart.country_code, part.country_code) AS country_code,
    mart.event_id IS NOT NULL AS is_in_mart
FROM mart
FULL JOIN part ON mart.event_id = part.event_id AND mart.country_code = part.country_code
WHERE mart.event_id IS NULL OR part.event_id IS NULL
