with orders as (
    select * from {{ ref('input_orders') }}
    where source_name in (select payments.source_name from {{ ref('input_payments') }} as payments)
),

lines as (
    select
        order_key,
        cast(sum(
            round(cast(quantity as decimal(18, 0)) * unit_price, 2) - coalesce(discount_amount, 0)
        ) as decimal(18, 2)) as amount
    from {{ ref('input_order_items') }}
    group by order_key
),

payments as (
    select
        order_key,
        cast(sum(amount) as decimal(18, 2)) as amount,
        max(installments) as installments
    from {{ ref('input_payments') }}
    group by order_key
),

compared as (
    select
        orders.source_name,
        orders.currency_code,
        lines.amount is not null as has_lines,
        payments.amount is not null as has_payment,
        coalesce(payments.installments > 1, false) as has_installments,
        coalesce(
            lines.amount - coalesce(orders.discount_amount, 0)
            + coalesce(orders.shipping_amount, 0) + coalesce(orders.tax_amount, 0),
            0
        ) as order_amount,
        coalesce(payments.amount, 0) as paid_amount
    from orders
    left join lines
        on orders.order_key = lines.order_key
    left join payments
        on orders.order_key = payments.order_key
),

explained as (
    select
        source_name,
        currency_code,
        order_amount,
        paid_amount,
        case
            -- the order was paid and nothing was delivered: the file does not say what was ordered
            when not has_lines then 'no_lines'
            when not has_payment then 'no_payment'
            when paid_amount = order_amount then 'paid_in_full'
            -- up to two cents more or less: the parts of an order are rounded one by one
            when paid_amount between order_amount - 0.02 and order_amount + 0.02 then 'rounding'
            when paid_amount > order_amount and has_installments then 'installment_interest'
            when paid_amount > order_amount then 'paid_more'
            else 'paid_less'
        end as reason
    from compared
)

select
    source_name,
    currency_code,
    reason,
    count(*) as orders_count,
    cast(sum(order_amount) as decimal(38, 2)) as order_amount,
    cast(sum(paid_amount - order_amount) as decimal(38, 2)) as difference_amount,
    cast(sum(paid_amount) as decimal(38, 2)) as paid_amount
from explained
group by source_name, currency_code, reason
