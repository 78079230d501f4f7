-- The days of a campaign hold the messages, conversions, revenue and cost of its arms. The control
-- is no part of the conversions and the revenue.
with arms as (
    select
        campaign_id,
        cast(sum(sent_count) as bigint) as sent_count,
        cast(sum(clicked_count) as bigint) as clicked_count,
        cast(coalesce(sum(converted_count) filter (
            where experiment_arm <> 'control'
        ), 0) as bigint) as converted_count,
        {{ null_unless_all_known(
            "case when experiment_arm = 'control' then 0 else revenue end"
        ) }} as revenue,
        {{ null_unless_all_known('cost') }} as cost
    from {{ ref('campaign_performance') }}
    group by campaign_id
),

days as (
    select
        campaign_id,
        cast(sum(sent_count) as bigint) as sent_count,
        cast(sum(clicked_count) as bigint) as clicked_count,
        cast(sum(converted_count) as bigint) as converted_count,
        {{ null_unless_all_known('revenue') }} as revenue,
        {{ null_unless_all_known('cost') }} as cost
    from {{ ref('campaign_performance_daily') }}
    group by campaign_id
)

select coalesce(arms.campaign_id, days.campaign_id) as campaign_id
from arms
full join days
    on arms.campaign_id = days.campaign_id
where
    arms.sent_count is distinct from days.sent_count
    or arms.clicked_count is distinct from days.clicked_count
    or arms.converted_count is distinct from days.converted_count
    or arms.revenue is distinct from days.revenue
    or arms.cost is distinct from days.cost
