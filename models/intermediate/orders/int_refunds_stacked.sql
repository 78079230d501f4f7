-- A refund that names no order is matched to the latest earlier purchases of the same customer and
-- product that have quantity left: last in, first out. Purchases stack units up, refunds take units
-- from the top; a purchase holds the heights it stacked until a later low takes them away.
with refunds as (
    select * from {{ ref('input_refunds') }}
),

order_items as (
    select * from {{ ref('input_order_items') }}
),

orders as (
    select * from {{ ref('int_orders_rated') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
),

open_refunds as (
    select
        refunds.*,
        identities.customer_id
    from refunds
    inner join identities
        on refunds.source_customer_key = identities.identity_id
    where
        refunds.order_key is null
        and refunds.product_key is not null
        and refunds.quantity is not null
),

given_back as (
    select
        order_key,
        product_key,
        sum(quantity) as quantity
    from refunds
    where order_key is not null and product_key is not null and quantity is not null
    group by order_key, product_key
),

purchases as (
    select
        orders.customer_id,
        order_items.product_key,
        order_items.order_key,
        orders.ordered_at,
        sum(order_items.quantity) as quantity
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
    where
        not orders.is_cancelled
        and exists (
            select 1 from open_refunds
            where
                open_refunds.customer_id = orders.customer_id
                and open_refunds.product_key = order_items.product_key
        )
    group by
        orders.customer_id, order_items.product_key, order_items.order_key, orders.ordered_at
),

events as (
    select
        purchases.customer_id,
        purchases.product_key,
        purchases.ordered_at as happened_at,
        0 as is_refund,
        purchases.order_key as event_key,
        greatest(purchases.quantity - coalesce(given_back.quantity, 0), 0) as signed_quantity
    from purchases
    left join given_back
        on
            purchases.order_key = given_back.order_key
            and purchases.product_key = given_back.product_key
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
        row_number() over in_order as event_number,
        sum(signed_quantity) over in_order as height_after
    from events
    window
        in_order as (
            partition by customer_id, product_key
            order by happened_at, is_refund, event_key
            rows between unbounded preceding and current row
        )
),

stack as (
    select
        *,
        height_after - signed_quantity as height_before
    from piled
),

lows as (
    select
        refund.event_key as refund_key,
        purchase.event_key as order_key,
        refund.height_before as refund_top,
        refund.height_after as refund_bottom,
        purchase.height_after as purchase_top,
        purchase.height_before as purchase_bottom,
        purchase.event_number as purchase_number,
        min(between_them.height_after) as low
    from stack as refund
    inner join stack as purchase
        on
            refund.customer_id = purchase.customer_id
            and refund.product_key = purchase.product_key
            and refund.event_number > purchase.event_number
            and purchase.is_refund = 0
    inner join stack as between_them
        on
            refund.customer_id = between_them.customer_id
            and refund.product_key = between_them.product_key
            and purchase.event_number <= between_them.event_number
            and refund.event_number > between_them.event_number
    where refund.is_refund = 1
    group by
        refund.event_key, purchase.event_key, refund.height_before, refund.height_after,
        purchase.height_after, purchase.height_before, purchase.event_number
),

matches as (
    select
        refund_key,
        order_key,
        purchase_number,
        least(purchase_top, refund_top, low) - greatest(purchase_bottom, refund_bottom) as quantity
    from lows
    where least(purchase_top, refund_top, low) > greatest(purchase_bottom, refund_bottom)
)

select * from matches
