WITH
topic AS (SELECT * FROM stg_topic)

SELECT
    topic_code,
    topic_name,
    iptc_code,
    iptc_match,
    plover_context,
    plover_match
FROM topic
UNION ALL
SELECT
    'unknown' AS topic_code,
    'Unknown' AS topic_name,
    NULL AS iptc_code,
    NULL AS iptc_match,
    NULL AS plover_context,
    NULL AS plover_match
