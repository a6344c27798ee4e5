WITH
document AS (SELECT * FROM stg_document),

reading AS (SELECT * FROM raw_fetch),

-- What the latest reading of a source says about it holds for the source.
latest AS (
    SELECT document.*
    FROM document
    INNER JOIN reading ON document.document_id = reading.document_id
    QUALIFY row_number() OVER (
        PARTITION BY document.source_name
        ORDER BY reading.read_at DESC, document.document_id ASC
    ) = 1
)

SELECT
    source_name,
    publisher_name,
    coalesce(home_country_code, 'ZZZ') AS home_country_code,
    time_zone,
    language_code
FROM latest
UNION ALL
SELECT
    'unknown' AS source_name,
    NULL AS publisher_name,
    'ZZZ' AS home_country_code,
    NULL AS time_zone,
    NULL AS language_code
