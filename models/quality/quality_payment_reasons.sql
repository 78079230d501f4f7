with orders as (
    select * from {{ ref('int_orders_with_payments') }}
),

explained as (
    select
        source_name,
        currency_code,
        order_amount,
        paid_amount,
        case
            -- the order was paid and nothing was delivered: the file does not say what was ordered
            when not has_known_value then 'no_lines'
            when not has_payment then 'no_payment'
            when paid_amount = order_amount then 'paid_in_full'
            when paid_amount > order_amount + 0.02 and has_installments then 'installment_interest'
            when paid_amount > order_amount + 0.02 then 'paid_more'
            when is_paid then 'rounding'
            else 'paid_less'
        end as reason
    from orders
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
