-- What did each source give, and when was it read last?
SELECT
    source_name,
    count(DISTINCT document_id) AS n_documents,
    count(*) AS n_fetches,
    count(*) FILTER (WHERE status = 'failed') AS n_failed,
    strftime(max(read_at), '%Y-%m-%d %H:%M') AS last_read_at
FROM raw_fetch
GROUP BY source_name
ORDER BY source_name
