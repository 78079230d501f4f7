with orders as (
    select * from {{ ref('input_orders') }}
    where source_name in (select payments.source_name from {{ ref('input_payments') }} as payments)
),

lines as (
    select
        order_key,
        cast(sum(
            {{ money(line_amount('quantity', 'unit_price')) }}
            - {{ money('coalesce(discount_amount, 0)') }}
        ) as decimal(18, 2)) as amount
    from {{ ref('input_order_items') }}
    group by order_key
),

payments as (
    select
        order_key,
        {{ money('sum(amount)') }} as amount,
        max(installments) as installments
    from {{ ref('input_payments') }}
    group by order_key
),

joined as (
    select
        orders.order_key,
        orders.source_name,
        orders.currency_code,
        payments.amount is not null as has_payment,
        coalesce(payments.installments > 1, false) as has_installments,
        -- an order may be of gift cards only
        coalesce(lines.amount, case when orders.gift_card_amount > 0 then 0 end)
        - {{ money('coalesce(orders.discount_amount, 0)') }}
        + {{ money('coalesce(orders.shipping_amount, 0)') }}
        + {{ money('coalesce(orders.tax_amount, 0)') }}
        + {{ money('coalesce(orders.gift_card_amount, 0)') }} as known_value,
        coalesce(payments.amount, 0) as paid_amount
    from orders
    left join lines
        on orders.order_key = lines.order_key
    left join payments
        on orders.order_key = payments.order_key
),

compared as (
    select
        order_key,
        source_name,
        currency_code,
        known_value is not null as has_known_value,
        has_payment,
        has_installments,
        cast(coalesce(known_value, 0) as decimal(18, 2)) as order_amount,
        paid_amount
    from joined
)

select
    *,
    -- up to two cents more or less: the parts of an order are rounded one by one
    case when has_known_value then paid_amount >= order_amount - 0.02 end as is_paid
from compared
