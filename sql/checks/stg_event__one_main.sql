-- Exactly one event of each text version is the one it reports.
WITH
version AS (SELECT DISTINCT version_id FROM stg_article),

event AS (SELECT * FROM stg_event)

SELECT
    version.version_id,
    count(*) FILTER (WHERE event.is_main) AS n_main
FROM version
LEFT JOIN event ON version.version_id = event.version_id
GROUP BY version.version_id
HAVING count(*) FILTER (WHERE event.is_main) <> 1
