-- The points of a month are those of the month before, with what was earned and without what was
-- spent or expired.
with months as (
    select
        month_start,
        cast(sum(points_liability) as bigint) as points_liability,
        cast(sum(points_earned - points_spent - points_expired) as bigint) as points_change
    from {{ ref('loyalty_monthly') }}
    group by month_start
),

compared as (
    select
        *,
        lag(points_liability) over (order by month_start asc nulls last) as previous_liability
    from months
)

select month_start
from compared
where points_liability <> previous_liability + points_change
