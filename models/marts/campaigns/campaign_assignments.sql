{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

messages as (
    select * from {{ ref('fct_messages') }}
),

-- several messages of a campaign are one assignment, from the first of them on
people as (
    select
        messages.campaign_id,
        messages.experiment_arm,
        messages.customer_id,
        min(messages.assigned_at) as assigned_at
    from messages
    cross join as_of
    where
        messages.campaign_id is not null
        and messages.customer_id is not null
        and {{ local_date('messages.assigned_at') }} <= as_of.as_of_date
    group by messages.campaign_id, messages.experiment_arm, messages.customer_id
)

select
    campaign_id,
    experiment_arm,
    customer_id,
    assigned_at,
    assigned_at + {{ experiment_window() }} as window_ends_at,
    count(*) over (partition by campaign_id, customer_id) > 1 as is_contaminated
from people
