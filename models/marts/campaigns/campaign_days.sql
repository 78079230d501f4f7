{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

assignments as (
    select * from {{ ref('campaign_assignments') }}
),

messages as (
    select * from {{ ref('fct_messages') }}
    where campaign_id is not null
),

orders as (
    select * from {{ ref('campaign_orders') }}
),

-- one row for each thing that happened, on its day
things as (
    select
        campaign_id,
        {{ local_date('assigned_at') }} as date_day,
        case when experiment_arm = 'control' then 'control' else 'treated' end as thing,
        cast(null as decimal(18, 2)) as revenue
    from assignments
    where not is_contaminated
    union all
    -- the last day on which an order counts
    select
        campaign_id,
        max({{ local_date('window_ends_at') }}) as date_day,
        'end_of_windows' as thing,
        cast(null as decimal(18, 2)) as revenue
    from assignments
    group by campaign_id
    union all
    {%- for moment, thing in [
        ('assigned_at', "case when experiment_arm = 'control' then 'held_out' else 'planned' end"),
        ('sent_at', "'sent'"),
        ('clicked_at', "'clicked'"),
    ] %}
    select
        campaign_id,
        {{ local_date(moment) }} as date_day,
        {{ thing }} as thing,
        cast(null as decimal(18, 2)) as revenue
    from messages
    where {{ moment }} is not null
    union all
    {%- endfor %}
    select
        campaign_id,
        order_date as date_day,
        case when experiment_arm = 'control' then 'control_converted' else 'converted' end as thing,
        cast(null as decimal(18, 2)) as revenue
    from orders
    where is_conversion
    union all
    select
        campaign_id,
        order_date as date_day,
        'ordered' as thing,
        net_revenue as revenue
    from orders
    where experiment_arm <> 'control'
),

counted as (
    select
        campaign_id,
        date_day,
        count_if(thing = 'planned') as planned_count,
        count_if(thing = 'sent') as sent_count,
        count_if(thing = 'clicked') as clicked_count,
        count_if(thing = 'treated') as treated_count,
        count_if(thing = 'control') as control_count,
        count_if(thing = 'converted') as converted_count,
        count_if(thing = 'control_converted') as control_converted_count,
        -- without a rate, the revenue of an order is unknown, and so is that of its day
        case
            when count_if(thing = 'ordered' and revenue is null) = 0
                then cast(coalesce(sum(revenue), 0) as decimal(18, 2))
        end as revenue,
        bool_or(thing = 'end_of_windows') as is_end_of_windows
    from things
    group by campaign_id, date_day
),

periods as (
    select
        counted.campaign_id,
        min(counted.date_day) as first_day,
        least(max(counted.date_day), min(as_of.as_of_date)) as last_day,
        cast(sum(counted.sent_count) as bigint) as all_sent_count
    from counted
    cross join as_of
    group by counted.campaign_id
),

days as (
    select
        campaign_id,
        all_sent_count,
        {{ date_series('first_day', 'last_day') }} as date_day
    from periods
)

select
    days.campaign_id,
    days.date_day,
    cast(days.all_sent_count as int) as all_sent_count,
    cast(coalesce(counted.planned_count, 0) as int) as planned_count,
    cast(coalesce(counted.sent_count, 0) as int) as sent_count,
    cast(coalesce(counted.clicked_count, 0) as int) as clicked_count,
    cast(coalesce(counted.treated_count, 0) as int) as treated_count,
    cast(coalesce(counted.control_count, 0) as int) as control_count,
    cast(coalesce(counted.converted_count, 0) as int) as converted_count,
    cast(coalesce(counted.control_converted_count, 0) as int) as control_converted_count,
    case
        when counted.campaign_id is null then cast(0 as decimal(18, 2)) else counted.revenue
    end as revenue,
    coalesce(counted.is_end_of_windows, false) as is_end_of_windows
from days
left join counted
    on
        days.campaign_id = counted.campaign_id
        and days.date_day = counted.date_day
