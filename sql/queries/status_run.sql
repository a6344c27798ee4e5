-- When was the warehouse published, and what is in it?
SELECT
    published_at,
    run_id,
    n_documents,
    n_articles
FROM meta_run
ORDER BY published_at DESC
LIMIT 1
