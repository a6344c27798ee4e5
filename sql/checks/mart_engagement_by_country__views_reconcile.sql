-- Its rows and their weighted views are those of its members, which reconcile with all releases.
WITH
mart AS (SELECT * FROM mart_engagement_by_country),

member AS (
    SELECT * FROM mart_engagement_by_member_month
    WHERE member_kind = 'country' AND period_code = 'all'
)

SELECT
    coalesce(mart.country_code, member.member_code) AS member_code,
    member.n_views_weighted,
    mart.n_views_weighted AS n_views_weighted_in_mart
FROM mart
FULL JOIN member ON mart.country_code = member.member_code
WHERE
    mart.n_articles IS NULL
    OR member.n_articles IS NULL
    OR mart.n_views_weighted IS DISTINCT FROM member.n_views_weighted
