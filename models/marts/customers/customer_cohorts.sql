with as_of as (
    select * from {{ ref('as_of') }}
),

customers as (
    select * from {{ ref('dim_customers') }}
),

months as (
    select
        month_start,
        max(date_day) = last_day(month_start) as is_complete
    from {{ ref('dim_days') }}
    group by month_start
),

refunds as (
    select
        refunds.order_id,
        cast(sum(refunds.amount) as decimal(18, 2)) as refund_amount
    from {{ ref('fct_refunds') }} as refunds
    inner join as_of
        on refunds.refund_date <= as_of.as_of_date
    where refunds.order_id is not null
    group by refunds.order_id
),

-- what is known at the as-of date
orders as (
    select
        orders.customer_id,
        cast(date_trunc('month', orders.order_date) as date) as month_start,
        orders.gross_revenue - orders.discount_amount - coalesce(refunds.refund_amount, 0)
            as net_revenue
    from {{ ref('fct_orders') }} as orders
    inner join as_of
        on {{ known_date('orders.order_date', 'orders.identified_at') }} <= as_of.as_of_date
    left join refunds
        on orders.order_id = refunds.order_id
    where orders.status <> 'cancelled' and orders.customer_id is not null
),

active as (
    select
        customer_id,
        month_start,
        {{ null_unless_all_known('net_revenue') }} as net_revenue
    from orders
    group by customer_id, month_start
),

members as (
    select
        active.customer_id,
        customers.acquisition_channel,
        min(active.month_start) as cohort_month
    from active
    inner join customers
        on active.customer_id = customers.customer_id
    group by active.customer_id, customers.acquisition_channel
),

cohorts as (
    select
        cohort_month,
        acquisition_channel,
        count(*) as cohort_size
    from members
    group by cohort_month, acquisition_channel
),

bought as (
    select
        members.cohort_month,
        members.acquisition_channel,
        active.month_start,
        count(*) as active_customers,
        {{ null_unless_all_known('active.net_revenue') }} as net_revenue
    from active
    inner join members
        on active.customer_id = members.customer_id
    group by members.cohort_month, members.acquisition_channel, active.month_start
),

-- a month without an order is a row with 0
filled as (
    select
        cohorts.cohort_month,
        cohorts.acquisition_channel,
        cohorts.cohort_size,
        months.month_start,
        months.is_complete,
        coalesce(bought.active_customers, 0) as active_customers,
        case when bought.month_start is null then 0 else bought.net_revenue end as net_revenue
    from cohorts
    inner join months
        on cohorts.cohort_month <= months.month_start
    left join bought
        on
            cohorts.cohort_month = bought.cohort_month
            and cohorts.acquisition_channel = bought.acquisition_channel
            and months.month_start = bought.month_start
),

cumulated as (
    select
        *,
        row_number() over of_cohort - 1 as months_since_first_order,
        {{ null_unless_all_known('net_revenue', window='of_cohort') }} as cumulative_net_revenue
    from filled
    window
        of_cohort as (
            partition by cohort_month, acquisition_channel
            order by month_start asc nulls last
            rows between unbounded preceding and current row
        )
)

select
    cohort_month,
    acquisition_channel,
    cast(months_since_first_order as int) as months_since_first_order,
    cast(cohort_size as int) as cohort_size,
    cast(active_customers as int) as active_customers,
    {{ ratio('active_customers', 'cohort_size') }} as retention_rate,
    cast(net_revenue as decimal(18, 2)) as net_revenue,
    {{ average_amount('cumulative_net_revenue', 'cohort_size') }}
        as cumulative_net_revenue_per_customer,
    is_complete
from cumulated
