-- What a mention means is in the dimension of its kind.
WITH
mention AS (SELECT * FROM fct_mention),

member AS (
    SELECT
        'country' AS kind,
        country_code AS entity_id
    FROM dim_country
    UNION ALL
    SELECT
        'official' AS kind,
        official_id AS entity_id
    FROM dim_official
    UNION ALL
    SELECT
        'organization' AS kind,
        organization_id AS entity_id
    FROM dim_organization
    UNION ALL
    SELECT
        'topic' AS kind,
        topic_code AS entity_id
    FROM dim_topic
    UNION ALL
    SELECT
        'event' AS kind,
        event_type_code AS entity_id
    FROM dim_event_type
)

SELECT
    mention.kind,
    mention.entity_id,
    count(*) AS n_mentions
FROM mention
LEFT JOIN member ON mention.kind = member.kind AND mention.entity_id = member.entity_id
WHERE member.entity_id IS NULL
GROUP BY mention.kind, mention.entity_id
