-- What could not be read, where is it, and why?
WITH
rejection AS (SELECT * FROM raw_rejection),

reading AS (SELECT * FROM raw_fetch),

latest AS (
    SELECT
        document_id,
        max_by(uri, read_at) AS uri
    FROM reading
    GROUP BY document_id
)

SELECT
    latest.uri,
    rejection.line_from,
    rejection.line_to,
    rejection.reason_code,
    rejection.detail
FROM rejection
INNER JOIN latest ON rejection.document_id = latest.document_id
ORDER BY latest.uri, rejection.line_from
