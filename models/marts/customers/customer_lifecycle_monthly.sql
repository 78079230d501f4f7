with as_of as (
    select * from {{ ref('as_of') }}
),

churn_window as (
    select * from {{ ref('feat_churn_window') }}
),

-- the last day of a month that has not ended is the as-of date
months as (
    select
        month_start,
        max(date_day) as last_date
    from {{ ref('dim_days') }}
    group by month_start
),

orders as (
    select
        orders.customer_id,
        orders.order_id,
        orders.ordered_at,
        orders.order_date
    from {{ ref('fct_orders') }} as orders
    inner join as_of
        on {{ known_date('orders.order_date', 'orders.identified_at') }} <= as_of.as_of_date
    where orders.status <> 'cancelled' and orders.customer_id is not null
),

sequenced as (
    select
        customer_id,
        order_date,
        row_number() over of_customer as orders_count,
        {{ days_between('lag(order_date) over of_customer', 'order_date') }}
            as days_before_last_order,
        lead(order_date) over of_customer as next_order_date
    from orders
    window
        of_customer as (
            partition by customer_id
            order by ordered_at asc nulls last, order_id asc nulls last
        )
),

-- the last order of the customer at the end of each month
staged as (
    select
        sequenced.customer_id,
        months.month_start,
        {{ lifecycle_stage(
            'sequenced.orders_count',
            days_between('sequenced.order_date', 'months.last_date'),
            'sequenced.days_before_last_order',
            'churn_window.churn_window_days'
        ) }} as lifecycle_stage
    from sequenced
    inner join months
        on
            sequenced.order_date <= months.last_date
            and (
                sequenced.next_order_date is null
                or sequenced.next_order_date > months.last_date
            )
    cross join churn_window
)

select
    customer_id,
    month_start,
    lifecycle_stage,
    coalesce(
        lag(lifecycle_stage) over (
            partition by customer_id
            order by month_start asc nulls last
        ),
        'prospect'
    ) as previous_stage
from staged
