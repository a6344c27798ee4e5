WITH
event_type AS (SELECT * FROM stg_event_type)

SELECT
    event_type_code,
    event_type_name,
    plover_type,
    plover_mode,
    description
FROM event_type
UNION ALL
SELECT
    'unknown' AS event_type_code,
    'Unknown' AS event_type_name,
    NULL AS plover_type,
    NULL AS plover_mode,
    NULL AS description
