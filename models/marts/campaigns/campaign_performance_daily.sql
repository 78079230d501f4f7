{{ config(enabled=is_built()) }}

with days as (
    select * from {{ ref('campaign_days') }}
),

campaigns as (
    select * from {{ ref('dim_campaigns') }}
),

summed as (
    select
        days.*,
        campaigns.cost as campaign_cost,
        cast(sum(days.planned_count) over (partition by days.campaign_id) as bigint)
            as all_planned_count,
        cast(sum(days.sent_count) over up_to as bigint) as cumulative_sent_count,
        cast(sum(days.treated_count) over up_to as bigint) as cumulative_treated_count,
        cast(sum(days.control_count) over up_to as bigint) as cumulative_control_count,
        cast(sum(days.converted_count) over up_to as bigint) as cumulative_converted_count,
        cast(sum(days.control_converted_count) over up_to as bigint)
            as cumulative_control_converted_count,
        {{ null_unless_all_known('days.revenue', window='up_to') }} as cumulative_revenue,
        bool_or(days.is_end_of_windows) over up_to as is_complete,
        row_number() over up_to = 1 as is_first_day,
        case
            when days.date_day < campaigns.started_on then 0e0
            when days.date_day > campaigns.ended_on then 1e0
            else {{ ratio(
                days_between('campaigns.started_on', 'days.date_day') ~ ' + 1',
                days_between('campaigns.started_on', 'campaigns.ended_on') ~ ' + 1'
            ) }}
        end as period_share
    from days
    inner join campaigns
        on days.campaign_id = campaigns.campaign_id
    window up_to as (
        partition by days.campaign_id
        order by days.date_day asc nulls last
        rows between unbounded preceding and current row
    )
),

valued as (
    select
        *,
        case
            when campaign_cost is not null then {{ allocate_amount(
                'campaign_cost', 'sent_count', 'cumulative_sent_count', 'all_sent_count',
                'is_first_day'
            ) }}
        end as cost,
        {{ ratio('cumulative_sent_count', 'all_planned_count') }} as sent_share,
        {{ pooled_z(
            'cumulative_converted_count', 'cumulative_treated_count',
            'cumulative_control_converted_count', 'cumulative_control_count'
        ) }} as z,
        {{ ratio(
            '(cumulative_converted_count + cumulative_control_converted_count)'
            ~ ' * least(cumulative_treated_count, cumulative_control_count)',
            'cumulative_treated_count + cumulative_control_count'
        ) }} as expected_conversions
    from summed
),

tested as (
    select
        *,
        {{ two_sided_p_value('z') }} as p_value,
        cast(sum(cost) over (
            partition by campaign_id
            order by date_day asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as cumulative_cost
    from valued
)

select
    campaign_id,
    date_day,
    sent_count,
    clicked_count,
    converted_count,
    revenue,
    cost,
    cast(cumulative_sent_count as int) as cumulative_sent_count,
    cast(cumulative_treated_count as int) as cumulative_treated_count,
    cast(cumulative_converted_count as int) as cumulative_converted_count,
    cast(cumulative_control_count as int) as cumulative_control_count,
    cast(cumulative_control_converted_count as int) as cumulative_control_converted_count,
    cumulative_revenue,
    cumulative_cost,
    {{ ratio('cumulative_revenue - cumulative_cost', 'cumulative_cost') }} as cumulative_roi,
    sent_share,
    period_share,
    {{ ratio('sent_share', 'period_share') }} as pacing,
    {{ round_to_nine_digits('p_value') }} as cumulative_p_value,
    is_complete,
    {{ stop_signal('z', 'p_value', 'expected_conversions', 'is_complete') }} as stop_signal
from tested
