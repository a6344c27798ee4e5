WITH
country AS (SELECT * FROM stg_country)

SELECT
    country_code,
    alpha2_code,
    numeric_code,
    country_name,
    official_name,
    region_name,
    subregion_name,
    capital_name,
    capital_time_zone,
    is_sovereign
FROM country
UNION ALL
SELECT
    'ZZZ' AS country_code,
    'ZZ' AS alpha2_code,
    NULL AS numeric_code,
    'Unknown' AS country_name,
    NULL AS official_name,
    NULL AS region_name,
    NULL AS subregion_name,
    NULL AS capital_name,
    NULL AS capital_time_zone,
    NULL AS is_sovereign
