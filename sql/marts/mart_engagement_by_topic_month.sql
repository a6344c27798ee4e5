WITH
engagement AS (SELECT * FROM mart_engagement_by_member_month),

subject AS (SELECT * FROM dim_topic)

SELECT
    engagement.member_code AS topic_code,
    subject.topic_name,
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
    engagement.n_views_change,
    engagement.n_primary_articles AS n_main_articles
FROM engagement
INNER JOIN subject ON engagement.member_code = subject.topic_code
WHERE engagement.member_kind = 'topic' AND engagement.period_code = 'month'
