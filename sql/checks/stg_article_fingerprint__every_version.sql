-- Every text version of staging has a fingerprint, and no other has one.
WITH
version AS (SELECT DISTINCT version_id FROM stg_article),

fingerprint AS (SELECT * FROM stg_article_fingerprint)

SELECT
    coalesce(version.version_id, fingerprint.version_id) AS version_id,
    version.version_id IS NOT NULL AS is_staged
FROM version
FULL JOIN fingerprint ON version.version_id = fingerprint.version_id
WHERE version.version_id IS NULL OR fingerprint.version_id IS NULL
