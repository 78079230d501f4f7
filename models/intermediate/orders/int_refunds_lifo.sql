-- A refund that names no order is matched to the latest earlier purchases of the same customer and
-- product that have quantity left: last in, first out. Purchases stack units up, refunds take units
-- from the top: a unit that a refund takes at some height is the one that was stacked there last.
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

given_back as (
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
            cast(sum(order_items.quantity) as bigint) - coalesce(max(given_back.quantity), 0), 0
        ) as signed_quantity
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
    left join given_back
        on
            order_items.order_key = given_back.order_key
            and order_items.product_key = given_back.product_key
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

piled as (
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
    from piled
    union
    select
        customer_id,
        product_key,
        height_after as height
    from piled
),

-- neighbouring heights bound a slice of units that every event moves together, however many
slices as (
    select
        customer_id,
        product_key,
        height as low,
        lead(height) over (partition by customer_id, product_key order by height asc nulls last)
            as high
    from heights
),

-- a slice is filled and emptied by turns: what comes before a refund is a purchase, or nothing
moves as (
    select
        piled.event_key as refund_key,
        piled.is_refund,
        slices.high - slices.low as quantity,
        lag(piled.event_key) over in_slice as order_key,
        lag(piled.event_number) over in_slice as purchase_number
    from piled
    inner join slices
        on
            piled.customer_id = slices.customer_id
            and piled.product_key = slices.product_key
            and slices.low >= piled.height_after - greatest(piled.signed_quantity, 0)
            and slices.high <= piled.height_after - least(piled.signed_quantity, 0)
    window
        in_slice as (
            partition by piled.customer_id, piled.product_key, slices.low
            order by piled.event_number asc nulls last
        )
)

select
    refund_key,
    order_key,
    purchase_number,
    cast(sum(quantity) as bigint) as quantity
from moves
where is_refund = 1 and order_key is not null
group by refund_key, order_key, purchase_number
