-- Every mention points at the text it quotes: text[start:end] = surface, in code points.
WITH
mention AS (SELECT * FROM stg_mention),

version AS (
    SELECT DISTINCT
        version_id,
        title,
        body
    FROM stg_article
)

SELECT
    mention.version_id,
    mention.kind,
    mention.field,
    mention.start_char,
    mention.end_char,
    mention.surface
FROM mention
LEFT JOIN version ON mention.version_id = version.version_id
WHERE
    substring(
        CASE WHEN mention.field = 'title' THEN version.title ELSE version.body END,
        mention.start_char + 1,
        mention.end_char - mention.start_char
    ) IS DISTINCT FROM mention.surface
