with stages as (
    select * from {{ ref('customer_lifecycle_monthly') }}
),

counted as (
    select
        month_start,
        previous_stage,
        lifecycle_stage,
        count(*) as customers_count
    from stages
    group by month_start, previous_stage, lifecycle_stage
)

select
    month_start,
    previous_stage,
    lifecycle_stage,
    cast(customers_count as int) as customers_count,
    -- prospects who did not order have no row: their rate is not known
    case
        when previous_stage <> 'prospect'
            then {{ ratio('customers_count', 'sum(customers_count) over of_previous') }}
    end as transition_rate
from counted
window of_previous as (partition by month_start, previous_stage)
