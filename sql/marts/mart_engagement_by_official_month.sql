WITH
engagement AS (SELECT * FROM mart_engagement_by_member_month),

official AS (SELECT * FROM dim_official)

SELECT
    engagement.member_code AS official_id,
    official.official_name,
    engagement.engagement_month,
    engagement.n_articles,
    engagement.n_views,
    engagement.n_views_weighted,
    engagement.n_views_gained,
    engagement.views_per_day,
    engagement.n_index_articles,
    engagement.n_index_stories,
    engagement.n_index_views,
    engagement.n_views_expected,
    engagement.engagement_index,
    engagement.index_low,
    engagement.index_high,
    engagement.index_rank,
    engagement.view_percentile,
    engagement.view_rank,
    engagement.view_share,
    engagement.is_age_confounded,
    engagement.age_reason_code,
    engagement.n_views_change
FROM engagement
INNER JOIN official ON engagement.member_code = official.official_id
WHERE engagement.member_kind = 'official' AND engagement.period_code = 'month'
