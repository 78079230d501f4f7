with orders as (
    select order_id from {{ ref('fct_orders') }}
    where status <> 'cancelled'
),

days as (
    select
        date_day,
        month_start
    from {{ ref('dim_days') }}
),

lines as (
    select
        items.order_id,
        items.line_number,
        items.product_id,
        items.gross_revenue,
        cast(sum(items.gross_revenue) over (partition by items.order_id) as decimal(18, 2))
            as order_gross_revenue,
        cast(sum(items.gross_revenue) over (
            partition by items.order_id
            order by items.line_number asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as order_gross_up_to,
        items.line_number = min(items.line_number) over (partition by items.order_id)
            as is_first_line
    from {{ ref('fct_order_items') }} as items
    inner join orders
        on items.order_id = orders.order_id
),

sold as (
    select distinct
        order_id,
        product_id
    from lines
),

-- goods that the order holds; the rest is money back
refunds as (
    select
        refunds.order_id,
        refunds.product_id,
        days.month_start,
        refunds.amount,
        sold.order_id is not null as is_of_product
    from {{ ref('fct_refunds') }} as refunds
    inner join orders
        on refunds.order_id = orders.order_id
    inner join days
        on refunds.refund_date = days.date_day
    left join sold
        on
            refunds.order_id = sold.order_id
            and refunds.product_id is not distinct from sold.product_id
            and (refunds.product_id is not null or refunds.quantity is not null)
),

money_back as (
    select
        order_id,
        month_start,
        {{ null_unless_all_known('amount') }} as amount
    from refunds
    where not is_of_product
    group by order_id, month_start
),

running as (
    select
        order_id,
        month_start,
        amount,
        cast(sum(amount) over (
            partition by order_id
            order by month_start asc nulls last
            rows between unbounded preceding and current row
        ) as decimal(18, 2)) as amount_up_to
    from money_back
),

-- by running totals, as fct_order_items shares it: the months add up to the refunds of the lines;
-- an order without lines has its refunds for itself
shared as (
    select
        running.order_id,
        lines.line_number,
        lines.product_id,
        running.month_start,
        running.amount,
        {{ allocate_amount(
            'running.amount_up_to', 'lines.gross_revenue', 'lines.order_gross_up_to',
            'lines.order_gross_revenue', 'coalesce(lines.is_first_line, true)'
        ) }} as amount_up_to
    from running
    left join lines
        on running.order_id = lines.order_id
),

parts as (
    select
        product_id,
        month_start,
        amount
    from refunds
    where is_of_product
    union all
    select
        product_id,
        month_start,
        case
            when amount is not null
                then amount_up_to - coalesce(lag(amount_up_to) over (
                    partition by order_id, line_number
                    order by month_start asc nulls last
                ), 0)
        end as amount
    from shared
)

select
    coalesce(product_id, 'unknown') as product_id,
    month_start,
    {{ null_unless_all_known('amount') }} as refund_amount
from parts
group by coalesce(product_id, 'unknown'), month_start
