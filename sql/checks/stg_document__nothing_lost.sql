-- Every record found in a document was read or rejected: n_found = n_read + n_rejected.
WITH
document AS (SELECT * FROM stg_document),

article AS (SELECT * FROM stg_article),

rejection AS (SELECT * FROM raw_rejection),

n_read AS (
    SELECT
        document_id,
        count(*) AS n_read
    FROM article
    GROUP BY document_id
),

n_rejected AS (
    SELECT
        document_id,
        count(*) AS n_rejected
    FROM rejection
    GROUP BY document_id
)

SELECT
    document.document_id,
    document.n_found,
    coalesce(n_read.n_read, 0) AS n_read,
    coalesce(n_rejected.n_rejected, 0) AS n_rejected
FROM document
LEFT JOIN n_read ON document.document_id = n_read.document_id
LEFT JOIN n_rejected ON document.document_id = n_rejected.document_id
WHERE document.n_found <> coalesce(n_read.n_read, 0) + coalesce(n_rejected.n_rejected, 0)
