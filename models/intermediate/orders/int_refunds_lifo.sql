-- A refund that names no order is matched to the latest earlier purchases of the same customer and
-- product that have quantity left: last in, first out. Purchases put units on a stack, refunds take
-- units from its top: the unit that a refund takes at a height is the unit that was put there last.
with refunds as (
    select * from {{ ref('input_refunds') }}
),

order_items as (
    select * from {{ ref('input_order_items') }}
),

orders as (
    select * from {{ ref('int_orders_with_rates') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

open_refunds as (
    select
        refunds.*,
        accounts.customer_id
    from refunds
    inner join accounts
        on refunds.source_customer_key = accounts.source_customer_key
    where
        refunds.order_key is null
        and refunds.product_key is not null
        and refunds.quantity is not null
),

order_refunds as (
    select
        order_key,
        product_key,
        cast(sum(quantity) as bigint) as quantity
    from refunds
    where order_key is not null and product_key is not null and quantity is not null
    group by order_key, product_key
),

events as (
    select
        orders.customer_id,
        order_items.product_key,
        orders.ordered_at as happened_at,
        0 as is_refund,
        orders.order_key as event_key,
        greatest(
            cast(sum(order_items.quantity) as bigint) - coalesce(max(order_refunds.quantity), 0), 0
        ) as signed_quantity
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
    left join order_refunds
        on
            order_items.order_key = order_refunds.order_key
            and order_items.product_key = order_refunds.product_key
    where
        not orders.is_cancelled
        and exists (
            select 1 from open_refunds
            where
                open_refunds.customer_id = orders.customer_id
                and open_refunds.product_key = order_items.product_key
        )
    group by orders.customer_id, order_items.product_key, orders.ordered_at, orders.order_key
    union all
    select
        customer_id,
        product_key,
        refunded_at as happened_at,
        1 as is_refund,
        refund_key as event_key,
        -quantity as signed_quantity
    from open_refunds
),

stacked as (
    select
        *,
        cast(row_number() over in_order as int) as event_number,
        cast(sum(signed_quantity) over in_order as bigint) as height_after
    from events
    window
        in_order as (
            partition by customer_id, product_key
            order by happened_at asc nulls last, is_refund asc nulls last, event_key asc nulls last
            rows between unbounded preceding and current row
        )
),

heights as (
    select
        customer_id,
        product_key,
        0 as height
    from stacked
    union
    select
        customer_id,
        product_key,
        height_after as height
    from stacked
),

-- neighbouring heights bound a slice; an event fills or empties all units of a slice together
slices as (
    select
        customer_id,
        product_key,
        height as low,
        lead(height) over (partition by customer_id, product_key order by height asc nulls last)
            as high
    from heights
),

-- purchases and refunds fill and empty a slice in turn: the event before a refund is its purchase,
-- or there is none
slice_events as (
    select
        stacked.event_key as refund_key,
        stacked.is_refund,
        slices.high - slices.low as quantity,
        lag(stacked.event_key) over in_slice as order_key,
        lag(stacked.event_number) over in_slice as purchase_number
    from stacked
    inner join slices
        on
            stacked.customer_id = slices.customer_id
            and stacked.product_key = slices.product_key
            and slices.low >= stacked.height_after - greatest(stacked.signed_quantity, 0)
            and slices.high <= stacked.height_after - least(stacked.signed_quantity, 0)
    window
        in_slice as (
            partition by stacked.customer_id, stacked.product_key, slices.low
            order by stacked.event_number asc nulls last
        )
)

select
    refund_key,
    order_key,
    purchase_number,
    cast(sum(quantity) as bigint) as quantity
from slice_events
where is_refund = 1 and order_key is not null
group by refund_key, order_key, purchase_number
