with orders as (
    select
        source_name,
        cast(sum(net_revenue) as decimal(38, 2)) as net_revenue,
        cast(sum(cancelled_amount) as decimal(38, 2)) as cancelled_amount,
        cast(sum(discount_amount) as decimal(38, 2)) as discount_amount,
        cast(sum(shipping_amount) as decimal(38, 2)) as shipping_amount
    from {{ ref('fct_orders') }}
    group by source_name
),

unmatched_refunds as (
    select
        split_part(refund_id, ':', 1) as source_name,
        cast(sum(amount) as decimal(38, 2)) as amount
    from {{ ref('fct_refunds') }}
    where order_id is null
    group by split_part(refund_id, ':', 1)
),

rejected as (
    select
        source_name,
        cast(sum(amount) as decimal(38, 2)) as amount
    from {{ ref('input_rejected_rows') }}
    where entity in ('orders', 'order_items', 'refunds')
    group by source_name
),

unioned_order_items as (
    {{ union_sources('order_items') }}
),

unioned_orders as (
    {{ union_sources('orders') }}
),

unioned_refunds as (
    {{ union_sources('refunds') }}
),

-- rows that are equal in every column are one row, as they are in the input layer
staged_order_items as (
    select distinct * from unioned_order_items
),

staged_orders as (
    select distinct * from unioned_orders
),

staged_refunds as (
    select distinct * from unioned_refunds
),

staged_amounts as (
    select
        source_name,
        round(cast(quantity as decimal(19, 0)) * unit_price, 2) as amount
    from staged_order_items
    union all
    select
        source_name,
        shipping_amount as amount
    from staged_orders
    union all
    select
        source_name,
        -amount as amount
    from staged_refunds
),

staged as (
    select
        source_name,
        cast(sum(amount) as decimal(38, 2)) as amount
    from staged_amounts
    group by source_name
),

currencies as (
    select
        source_name,
        currency_code
    from {{ ref('input_orders') }}
    union
    select
        source_name,
        currency_code
    from {{ ref('input_refunds') }}
),

reporting as (
    select max(reporting_currency) as currency_code from {{ ref('int_exchange_rates_monthly') }}
),

-- the rounding of converted amounts would be a difference
converted as (
    select distinct currencies.source_name
    from currencies
    inner join reporting
        on currencies.currency_code <> reporting.currency_code
),

terms as (
    select
        staged.source_name,
        coalesce(orders.net_revenue, 0) as net_revenue,
        coalesce(orders.cancelled_amount, 0) as cancelled_amount,
        coalesce(orders.discount_amount, 0) as discount_amount,
        coalesce(unmatched_refunds.amount, 0) as unmatched_refund_amount,
        coalesce(orders.shipping_amount, 0) as shipping_amount,
        coalesce(rejected.amount, 0) as rejected_amount,
        staged.amount as staged_amount
    from staged
    left join orders
        on staged.source_name = orders.source_name
    left join unmatched_refunds
        on staged.source_name = unmatched_refunds.source_name
    left join rejected
        on staged.source_name = rejected.source_name
    where staged.source_name not in (select converted.source_name from converted)
)

select
    source_name,
    net_revenue,
    cancelled_amount,
    discount_amount,
    unmatched_refund_amount,
    shipping_amount,
    rejected_amount,
    staged_amount,
    cast(
        net_revenue + cancelled_amount + discount_amount - unmatched_refund_amount
        + shipping_amount + rejected_amount - staged_amount as decimal(38, 2)
    ) as difference_amount
from terms
