WITH
named AS (SELECT * FROM stg_article_official),

person AS (SELECT * FROM bridge_official_key),

spelling AS (
    SELECT
        person.official_id,
        named.official_name,
        count(*) AS n_versions,
        -- The name of a person is given in full, if any release has it so.
        (
            regexp_matches(named.official_name, '[^\s.]{2,} ') AND named.official_name <> upper(named.official_name)
        ) AS is_full
    FROM named
    INNER JOIN person ON named.official_key = person.official_key
    GROUP BY person.official_id, named.official_name
)

SELECT
    official_id,
    first(
        official_name
        ORDER BY is_full DESC, n_versions DESC, length(official_name) DESC, official_name ASC
    ) AS official_name,
    list(official_name ORDER BY official_name) AS spellings
FROM spelling
GROUP BY official_id
UNION ALL
SELECT
    'unknown' AS official_id,
    'Unknown' AS official_name,
    [] AS spellings
