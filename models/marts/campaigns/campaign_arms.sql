{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

messages as (
    select * from {{ ref('fct_messages') }}
    where campaign_id is not null
),

assignments as (
    select * from {{ ref('campaign_assignments') }}
),

orders as (
    select * from {{ ref('campaign_orders') }}
),

campaigns as (
    select * from {{ ref('dim_campaigns') }}
),

arms as (
    select
        messages.campaign_id,
        messages.experiment_arm,
        count_if(
            messages.customer_id is null
            and {{ local_date('messages.assigned_at') }} <= as_of.as_of_date
        ) as unidentified_count,
        -- also after the as-of date: each message bears its share of the cost
        count(messages.sent_at) as ever_sent_count,
        -- on DuckDB, count_if of nothing but nulls is null
        count_if(
            coalesce({{ local_date('messages.sent_at') }} <= as_of.as_of_date, false)
        ) as sent_count,
        count_if(
            coalesce({{ local_date('messages.delivered_at') }} <= as_of.as_of_date, false)
        ) as delivered_count,
        count_if(
            coalesce({{ local_date('messages.opened_at') }} <= as_of.as_of_date, false)
        ) as opened_count,
        count_if(
            coalesce({{ local_date('messages.clicked_at') }} <= as_of.as_of_date, false)
        ) as clicked_count
    from messages
    cross join as_of
    group by messages.campaign_id, messages.experiment_arm
    having min({{ local_date('messages.assigned_at') }}) <= min(as_of.as_of_date)
),

people as (
    select
        campaign_id,
        experiment_arm,
        count_if(not is_contaminated) as assigned_count,
        count_if(is_contaminated) as contaminated_count,
        max(window_ends_at) as windows_end_at
    from assignments
    group by campaign_id, experiment_arm
),

outcomes as (
    select
        campaign_id,
        experiment_arm,
        count_if(is_conversion) as converted_count,
        count(distinct case when has_redeemed then customer_id end) as redeemed_count,
        {{ null_unless_all_known('net_revenue') }} as revenue
    from orders
    group by campaign_id, experiment_arm
),

counted as (
    select
        arms.*,
        campaigns.promotion_id,
        campaigns.cost as campaign_cost,
        coalesce(people.assigned_count, 0) as assigned_count,
        coalesce(people.contaminated_count, 0) as contaminated_count,
        people.windows_end_at,
        coalesce(outcomes.converted_count, 0) as converted_count,
        coalesce(outcomes.redeemed_count, 0) as redeemed_count,
        case
            when outcomes.campaign_id is null then cast(0 as decimal(18, 2)) else outcomes.revenue
        end as revenue,
        cast(sum(arms.ever_sent_count) over (partition by arms.campaign_id) as bigint)
            as all_sent_count,
        cast(sum(arms.sent_count) over (
            partition by arms.campaign_id order by arms.experiment_arm asc nulls last
        ) as bigint) as sent_up_to_count,
        row_number() over (
            partition by arms.campaign_id
            order by
                arms.experiment_arm = 'control' asc nulls last, arms.experiment_arm asc nulls last
        ) as arm_number
    from arms
    inner join campaigns
        on arms.campaign_id = campaigns.campaign_id
    left join people
        on
            arms.campaign_id = people.campaign_id
            and arms.experiment_arm = people.experiment_arm
    left join outcomes
        on
            arms.campaign_id = outcomes.campaign_id
            and arms.experiment_arm = outcomes.experiment_arm
)

select
    campaign_id,
    experiment_arm,
    cast(assigned_count as int) as assigned_count,
    cast(contaminated_count as int) as contaminated_count,
    cast(unidentified_count as int) as unidentified_count,
    cast(sent_count as int) as sent_count,
    cast(delivered_count as int) as delivered_count,
    cast(opened_count as int) as opened_count,
    cast(clicked_count as int) as clicked_count,
    cast(converted_count as int) as converted_count,
    cast(case when promotion_id is not null then redeemed_count end as int) as redeemed_count,
    revenue,
    case
        when campaign_cost is not null then {{ allocate_amount(
            'campaign_cost', 'sent_count', 'sent_up_to_count', 'all_sent_count', 'arm_number = 1'
        ) }}
    end as cost,
    windows_end_at
from counted
