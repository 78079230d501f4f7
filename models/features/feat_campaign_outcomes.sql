{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

messages as (
    select * from {{ ref('fct_messages') }}
    where campaign_id is not null and customer_id is not null
),

fct_orders as (
    select * from {{ ref('fct_orders') }}
    where status <> 'cancelled'
),

-- several messages of a campaign are one assignment; who is in two arms belongs to none
assigned as (
    select
        campaign_id,
        customer_id,
        max(experiment_arm) <> 'control' as is_treated,
        min(assigned_at) as assigned_at
    from messages
    group by campaign_id, customer_id
    having min(experiment_arm) = max(experiment_arm)
),

-- features of a day know all of this day: the day of the assignment is too late
placed as (
    select
        assigned.campaign_id,
        assigned.customer_id,
        assigned.is_treated,
        assigned.assigned_at,
        max(dates.as_of_date) as as_of_date
    from assigned
    cross join as_of
    inner join dates
        on dates.as_of_date < {{ local_date('assigned.assigned_at') }}
    where
        {{ local_date('(assigned.assigned_at + ' ~ experiment_window() ~ ')') }}
        <= as_of.as_of_date
    group by
        assigned.campaign_id, assigned.customer_id, assigned.is_treated, assigned.assigned_at
),

campaigns as (
    select
        campaign_id,
        {{ rounded_ratio('count_if(is_treated)', 'count(*)') }} as treated_share,
        count(*) as people_count,
        min(assigned_at) as first_assigned_at
    from placed
    group by campaign_id
    having count_if(is_treated) > 0 and count_if(not is_treated) > 0
),

counted as (
    select
        *,
        cast(sum(people_count) over (
            order by first_assigned_at asc nulls last, campaign_id asc nulls last
            rows between unbounded preceding and current row
        ) as bigint) - people_count as people_before_count,
        cast(sum(people_count) over () as bigint) as all_people_count
    from campaigns
),

-- the newest campaigns, with about a quarter of the people, are for the test
purposes as (
    select
        campaign_id,
        treated_share,
        case
            when 4 * people_before_count < 3 * all_people_count then 'training' else 'test'
        end as purpose
    from counted
)

select
    placed.campaign_id,
    placed.customer_id,
    placed.as_of_date,
    purposes.purpose,
    placed.is_treated,
    purposes.treated_share,
    count(fct_orders.order_id) > 0 as has_ordered
from placed
inner join purposes
    on placed.campaign_id = purposes.campaign_id
left join fct_orders
    on
        placed.customer_id = fct_orders.customer_id
        and placed.assigned_at < fct_orders.ordered_at
        and placed.assigned_at + {{ experiment_window() }} >= fct_orders.ordered_at
group by
    placed.campaign_id,
    placed.customer_id,
    placed.as_of_date,
    purposes.purpose,
    placed.is_treated,
    purposes.treated_share
