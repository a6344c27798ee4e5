WITH
engagement AS (SELECT * FROM mart_engagement_by_member_month),

state AS (SELECT * FROM dim_country),

subject AS (SELECT * FROM dim_topic)

SELECT
    state.country_code,
    state.country_name,
    subject.topic_code,
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
    engagement.n_views_change
FROM engagement
INNER JOIN state ON split_part(engagement.member_code, '/', 1) = state.country_code
INNER JOIN subject ON split_part(engagement.member_code, '/', 2) = subject.topic_code
WHERE engagement.member_kind = 'country_topic' AND engagement.period_code = 'month'
