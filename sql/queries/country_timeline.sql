-- What happened with a country, the newest first? Here Germany: put another ISO 3166-1 alpha-3 code in place of DEU.
WITH
timeline AS (SELECT * FROM mart_country_timeline)

SELECT
    timeline_on,
    event_type_name,
    role_code,
    other_country_codes,
    official_names,
    evidence_surface,
    title
FROM timeline
WHERE country_code = 'DEU'
ORDER BY timeline_no
LIMIT 50
