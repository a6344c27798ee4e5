-- Its rows and their weighted views are those of its members, which reconcile with all releases.
WITH
mart AS (SELECT * FROM mart_engagement_by_topic_month),

member AS (
    SELECT * FROM mart_engagement_by_member_month
    WHERE member_kind = 'topic' AND period_code = 'month'
)

SELECT
    coalesce(mart.topic_code, member.member_code) AS member_code,
    coalesce(mart.engagement_month, member.engagement_month) AS engagement_month,
    member.n_views_weighted,
    mart.n_views_weighted AS n_views_weighted_in_mart
FROM mart
FULL JOIN member
    ON
        mart.topic_code = member.member_code
        AND mart.engagement_month = member.engagement_month
WHERE
    mart.n_articles IS NULL
    OR member.n_articles IS NULL
    OR mart.n_views_weighted IS DISTINCT FROM member.n_views_weighted
