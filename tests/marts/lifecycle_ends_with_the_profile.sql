-- The stage of the last month is that of the profile, and every customer with an order has one.
with last_stages as (
    select monthly.*
    from {{ ref('customer_lifecycle_monthly') }} as monthly
    inner join {{ ref('as_of') }} as as_of
        on monthly.month_start = cast(date_trunc('month', as_of.as_of_date) as date)
),

profiles as (
    select * from {{ ref('customer_profiles') }}
    where orders_count > 0
)

select
    coalesce(profiles.customer_id, last_stages.customer_id) as customer_id,
    profiles.lifecycle_stage as stage_of_profile,
    last_stages.lifecycle_stage
from profiles
full join last_stages
    on profiles.customer_id = last_stages.customer_id
where profiles.lifecycle_stage is distinct from last_stages.lifecycle_stage
