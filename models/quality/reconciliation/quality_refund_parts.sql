with parts as (
    select * from {{ ref('int_refunds_matched_to_orders') }}
),

rates as (
    select * from {{ ref('int_refunds_with_rates') }}
),

core_refunds as (
    select * from {{ ref('fct_refunds') }}
),

order_rates as (
    select * from {{ ref('quality_order_rates') }}
)

select
    parts.refund_id,
    parts.refund_key,
    parts.order_key,
    split_part(parts.refund_key, ':', 1) as source_name,
    parts.amount,
    core_refunds.amount as core_amount,
    -- a part of an order without a rate is not counted, as the order is not
    case
        when parts.order_key is null or order_rates.exchange_rate is not null
            then cast(
                {{ unrounded_amount('parts.amount', 'rates.exchange_rate') }} as decimal(30, 10)
            )
    end as exact_amount
from parts
left join rates
    on parts.refund_id = rates.refund_id
left join core_refunds
    on parts.refund_id = core_refunds.refund_id
left join order_rates
    on parts.order_key = order_rates.order_key
