WITH
named AS (SELECT * FROM stg_article_organization),

spelling AS (
    SELECT
        organization_key,
        organization_name,
        max(acronym) AS acronym,
        min(organization_type_code) AS organization_type_code,
        min(country_code) AS country_code,
        count(*) AS n_versions
    FROM named
    GROUP BY organization_key, organization_name
)

SELECT
    md5(organization_key) AS organization_id,
    first(
        organization_name
        ORDER BY n_versions DESC, length(organization_name) DESC, organization_name ASC
    ) AS organization_name,
    max(acronym) AS acronym,
    min(organization_type_code) AS organization_type_code,
    coalesce(min(country_code), 'ZZZ') AS country_code
FROM spelling
GROUP BY organization_key
UNION ALL
SELECT
    'unknown' AS organization_id,
    'Unknown' AS organization_name,
    NULL AS acronym,
    'unknown' AS organization_type_code,
    'ZZZ' AS country_code
