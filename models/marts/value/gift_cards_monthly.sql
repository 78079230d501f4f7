with days as (
    select
        date_day,
        month_start
    from {{ ref('dim_days') }}
),

orders as (
    select
        orders.order_id,
        orders.gift_card_amount,
        days.month_start
    from {{ ref('fct_orders') }} as orders
    inner join days
        on orders.order_date = days.date_day
    where orders.status <> 'cancelled'
),

-- gate_core closes if an order has no exchange rate, so every amount is known
sold as (
    select
        month_start,
        cast(sum(gift_card_amount) as decimal(18, 2)) as amount
    from orders
    where gift_card_amount > 0
    group by month_start
),

used as (
    select
        orders.month_start,
        cast(sum(payments.amount) as decimal(18, 2)) as amount
    from {{ ref('fct_payments') }} as payments
    inner join orders
        on payments.order_id = orders.order_id
    where payments.method = 'gift_card'
    group by orders.month_start
),

months as (
    select distinct month_start
    from days
    where month_start >= (select min(sold.month_start) from sold)
),

joined as (
    select
        months.month_start,
        coalesce(sold.amount, 0) as sold_amount,
        cast(
            {{ "coalesce(used.amount, 0)" if sources_of('payments') else "null" }}
            as decimal(18, 2)
        ) as used_amount
    from months
    left join sold
        on months.month_start = sold.month_start
    left join used
        on months.month_start = used.month_start
)

select
    month_start,
    cast(sold_amount as decimal(18, 2)) as sold_amount,
    used_amount,
    cast(sum(sold_amount - used_amount) over (
        order by month_start asc nulls last
        rows between unbounded preceding and current row
    ) as decimal(18, 2)) as liability_amount
from joined
