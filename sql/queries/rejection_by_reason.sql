-- How many records were rejected, for which reason, and what does one of them look like?
WITH
rejection AS (SELECT * FROM raw_rejection)

SELECT
    reason_code,
    count(*) AS n_rejections,
    count(DISTINCT document_id) AS n_documents,
    min_by(detail, (document_id, line_from)) AS example_detail,
    min_by(line_from, (document_id, line_from)) AS example_line_from,
    left(min_by(excerpt, (document_id, line_from)), 80) AS example_excerpt
FROM rejection
GROUP BY reason_code
ORDER BY n_rejections DESC, reason_code ASC
