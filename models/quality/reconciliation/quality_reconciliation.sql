with orders as (
    select
        source_name,
        cast(sum(net_revenue) as decimal(38, 2)) as net_revenue,
        cast(sum(cancelled_amount) as decimal(38, 2)) as cancelled_amount,
        cast(sum(discount_amount) as decimal(38, 2)) as discount_amount,
        cast(sum(coalesce(shipping_amount, 0)) as decimal(38, 2)) as shipping_amount
    from {{ ref('fct_orders') }}
    -- nothing of an order without a rate is counted: gate_core judges it
    where net_revenue + cancelled_amount is not null
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

staged as (
    select * from {{ ref('quality_staged_amounts') }}
),

rounded as (
    select * from {{ ref('quality_rounding_amounts') }}
),

terms as (
    select
        staged.source_name,
        coalesce(orders.net_revenue, 0) as net_revenue,
        coalesce(orders.cancelled_amount, 0) as cancelled_amount,
        coalesce(orders.discount_amount, 0) as discount_amount,
        coalesce(unmatched_refunds.amount, 0) as unmatched_refund_amount,
        coalesce(orders.shipping_amount, 0) as shipping_amount,
        coalesce(orders.net_revenue + orders.cancelled_amount + orders.discount_amount, 0)
        + coalesce(orders.shipping_amount, 0) - coalesce(unmatched_refunds.amount, 0)
            as core_amount,
        cast(round(staged.rejected_amount, 2) as decimal(38, 2)) as rejected_amount,
        cast(round(staged.superseded_amount, 2) as decimal(38, 2)) as superseded_amount,
        cast(round(staged.staged_amount, 2) as decimal(38, 2)) as staged_amount,
        staged.rejected_amount + staged.superseded_amount + coalesce(rounded.rounding_amount, 0)
        - staged.staged_amount as exact_rest
    from staged
    left join orders
        on staged.source_name = orders.source_name
    left join unmatched_refunds
        on staged.source_name = unmatched_refunds.source_name
    left join rounded
        on staged.source_name = rounded.source_name
),

compared as (
    select
        *,
        cast(round(core_amount + exact_rest, 2) as decimal(38, 2)) as difference_amount
    from terms
)

select
    source_name,
    net_revenue,
    cancelled_amount,
    discount_amount,
    unmatched_refund_amount,
    shipping_amount,
    rejected_amount,
    superseded_amount,
    -- the printed terms are rounded too: this term makes them add up
    cast(
        staged_amount + difference_amount - core_amount - rejected_amount - superseded_amount
        as decimal(38, 2)
    ) as rounding_amount,
    staged_amount,
    difference_amount
from compared
