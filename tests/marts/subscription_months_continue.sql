-- A month opens with what the month before closed with.
with months as (
    select
        month_start,
        opening_mrr,
        opening_paused_mrr,
        opening_customers_count,
        lag(closing_mrr) over by_month as previous_mrr,
        lag(paused_mrr) over by_month as previous_paused_mrr,
        lag(closing_customers_count) over by_month as previous_customers_count
    from {{ ref('subscription_revenue_monthly') }}
    window by_month as (order by month_start asc nulls last)
)

select month_start
from months
where
    opening_mrr <> previous_mrr
    or opening_paused_mrr <> previous_paused_mrr
    or opening_customers_count <> previous_customers_count
