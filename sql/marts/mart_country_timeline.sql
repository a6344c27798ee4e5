-- Each event stands under every state that takes part in it, and under the one in which it took place.
WITH
article AS (SELECT * FROM fct_article),

event AS (SELECT * FROM fct_event),

event_type AS (SELECT * FROM dim_event_type),

taking_part AS (SELECT * FROM bridge_event_country),

participant AS (SELECT * FROM bridge_event_official),

official AS (SELECT * FROM dim_official),

country AS (SELECT * FROM dim_country),

mention AS (SELECT * FROM fct_mention),

part AS (
    SELECT
        event_id,
        country_code,
        role_code,
        FALSE AS is_place
    FROM taking_part
    UNION ALL
    SELECT
        event_id,
        place_country_code AS country_code,
        NULL AS role_code,
        TRUE AS is_place
    FROM event
    WHERE place_country_code <> 'ZZZ'
),

involved AS (
    SELECT
        event_id,
        country_code,
        max(role_code) AS role_code,
        bool_or(is_place) AS is_place
    FROM part
    GROUP BY event_id, country_code
),

states AS (
    SELECT
        event_id,
        list(country_code ORDER BY country_code) AS country_codes
    FROM taking_part
    GROUP BY event_id
),

people AS (
    SELECT
        participant.event_id,
        list(official.official_name ORDER BY official.official_name, official.official_id) AS official_names
    FROM participant
    INNER JOIN official ON participant.official_id = official.official_id
    GROUP BY participant.event_id
),

-- The words that say what happened: those of the title, else the first of the body.
evidence AS (
    SELECT
        article_id,
        entity_id AS event_type_code,
        arg_min(
            struct_pack(field := field, start_char := start_char, end_char := end_char, surface := surface),
            (field = 'body', start_char, end_char)
        ) AS span
    FROM mention
    WHERE kind = 'event'
    GROUP BY article_id, entity_id
)

SELECT
    involved.country_code,
    country.country_name,
    row_number() OVER (
        PARTITION BY involved.country_code
        ORDER BY coalesce(event.event_on, event.published_on) DESC, article.published_at DESC, event.event_id ASC
    ) AS timeline_no,
    coalesce(event.event_on, event.published_on) AS timeline_on,
    event.event_on IS NOT NULL AS is_day_stated,
    event.event_id,
    event.event_type_code,
    event_type.event_type_name,
    event.is_main,
    involved.role_code,
    involved.is_place,
    list_filter(
        coalesce(states.country_codes, []), LAMBDA code: code <> involved.country_code
    ) AS other_country_codes,
    coalesce(people.official_names, []) AS official_names,
    article.article_id,
    article.story_id,
    article.title,
    article.source_name,
    article.published_on,
    evidence.span.field AS evidence_field,
    evidence.span.start_char AS evidence_start_char,
    evidence.span.end_char AS evidence_end_char,
    evidence.span.surface AS evidence_surface,
    article.document_id,
    article.line_from,
    article.line_to
FROM involved
INNER JOIN event ON involved.event_id = event.event_id
INNER JOIN article ON event.article_id = article.article_id
INNER JOIN event_type ON event.event_type_code = event_type.event_type_code
INNER JOIN country ON involved.country_code = country.country_code
LEFT JOIN states ON event.event_id = states.event_id
LEFT JOIN people ON event.event_id = people.event_id
LEFT JOIN evidence
    ON article.article_id = evidence.article_id AND event.event_type_code = evidence.event_type_code
ORDER BY involved.country_code, timeline_no
