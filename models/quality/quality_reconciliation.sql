{#- A source's name as the data write it may be any text. -#}
{%- set source_name -%}
case when source_name in ('{{ enabled_sources() | join("', '") }}') then source_name else 'unknown' end
{%- endset -%}

with core_orders as (
    select
        order_id as order_key,
        source_name,
        ordered_at,
        exchange_rate,
        net_revenue,
        cancelled_amount,
        discount_amount,
        coalesce(shipping_amount, 0) as shipping_amount,
        -- nothing of an order without a rate is counted: gate_core judges it
        net_revenue + cancelled_amount is not null as is_known
    from {{ ref('fct_orders') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

unioned_orders as (
    {{ union_sources('orders') }}
),

unioned_order_items as (
    {{ union_sources('order_items') }}
),

unioned_refunds as (
    {{ union_sources('refunds') }}
),

-- rows that are equal in every column are one row, as they are in the input layer
staged_orders as (
    select distinct * from unioned_orders
),

staged_order_items as (
    select distinct * from unioned_order_items
),

staged_refunds as (
    select distinct * from unioned_refunds
),

left_out as (
    select * from {{ ref('input_amounts_left_out') }}
),

-- the rows that belong to an order, those that were rejected or replaced once more
order_rows as (
    select
        'staged' as kind,
        {{ source_name }} as source_name,
        order_key,
        {{ line_amount('quantity', 'unit_price') }} as amount
    from staged_order_items
    union all
    select
        'staged' as kind,
        {{ source_name }} as source_name,
        order_key,
        shipping_amount as amount
    from staged_orders
    union all
    select
        kind,
        {{ source_name }} as source_name,
        order_key,
        amount
    from left_out
    where entity in ('orders', 'order_items')
),

refund_rows as (
    select
        'staged' as kind,
        {{ source_name }} as source_name,
        refund_key,
        amount,
        currency_code,
        {{ local_month('refunded_at') }} as month_start
    from staged_refunds
    union all
    select
        kind,
        {{ source_name }} as source_name,
        refund_key,
        amount,
        currency_code,
        {{ local_month('refunded_at') }} as month_start
    from left_out
    where entity = 'refunds'
),

-- the rate of an order; of an order that was rejected, that of its currency and month, if known
order_rates as (
    select
        order_key,
        case when is_known then exchange_rate end as exchange_rate
    from core_orders
    union all
    select
        staged_orders.order_key,
        max(currencies.rate_to_reporting) as exchange_rate
    from staged_orders
    left join core_orders
        on staged_orders.order_key = core_orders.order_key
    left join currencies
        on
            {{ local_month('staged_orders.ordered_at') }} = currencies.month_start
            and staged_orders.currency_code = currencies.currency_code
    where core_orders.order_key is null and staged_orders.order_key is not null
    group by staged_orders.order_key
    having max(currencies.rate_to_reporting) is not null
),

-- otherwise that of the source's latest order
latest_rates as (
    select
        source_name,
        exchange_rate
    from core_orders
    where is_known
    qualify row_number() over (
        partition by source_name
        order by ordered_at desc nulls last, order_key asc nulls last
    ) = 1
),

-- what was given back of the orders, and what belongs to none
refund_parts as (
    select
        parts.refund_key,
        parts.order_key,
        parts.amount,
        core_refunds.amount as core_amount,
        case
            when parts.order_key is null or core_orders.is_known
                then {{ unrounded_amount('parts.amount', 'rated.exchange_rate') }}
        end as exact_amount
    from {{ ref('int_refunds_matched_to_orders') }} as parts
    left join {{ ref('int_refunds_with_rates') }} as rated
        on parts.refund_id = rated.refund_id
    left join {{ ref('fct_refunds') }} as core_refunds
        on parts.refund_id = core_refunds.refund_id
    left join core_orders
        on parts.order_key = core_orders.order_key
),

refund_values as (
    select
        refund_key,
        cast(sum(amount) as decimal(38, 10)) as amount,
        coalesce(cast(sum(exact_amount) as decimal(38, 10)), 0) as exact_amount
    from refund_parts
    group by refund_key
),

valued_rows as (
    select
        order_rows.kind,
        order_rows.source_name,
        {{ unrounded_amount(
            'order_rows.amount',
            'case when order_rates.order_key is null then latest_rates.exchange_rate '
            ~ 'else order_rates.exchange_rate end'
        ) }} as exact_amount
    from order_rows
    left join order_rates
        on order_rows.order_key = order_rates.order_key
    left join latest_rates
        on order_rows.source_name = latest_rates.source_name
    union all
    -- the parts of a refund at the rates of their orders; what no part has, at its own month's rate
    select
        refund_rows.kind,
        refund_rows.source_name,
        -coalesce(refund_values.exact_amount, 0) - coalesce({{ unrounded_amount(
            '(refund_rows.amount - coalesce(refund_values.amount, 0))',
            'coalesce(currencies.rate_to_reporting, latest_rates.exchange_rate)'
        ) }}, 0) as exact_amount
    from refund_rows
    left join refund_values
        on refund_rows.refund_key = refund_values.refund_key
    left join currencies
        on
            refund_rows.month_start = currencies.month_start
            and refund_rows.currency_code = currencies.currency_code
    left join latest_rates
        on refund_rows.source_name = latest_rates.source_name
),

totals as (
    select
        source_name,
        cast(sum(exact_amount) filter (where kind = 'staged') as decimal(38, 10)) as staged_amount,
        coalesce(cast(sum(exact_amount) filter (where kind = 'rejected') as decimal(38, 10)), 0)
            as rejected_amount,
        coalesce(cast(sum(exact_amount) filter (where kind = 'superseded') as decimal(38, 10)), 0)
            as superseded_amount
    from valued_rows
    group by source_name
),

-- the rows that the orders of core are made of
counted_rows as (
    select
        items.order_key,
        items.source_name,
        {{ unrounded_amount(
            line_amount('items.quantity', 'items.unit_price'), 'order_rates.exchange_rate'
        ) }} as exact_amount
    from {{ ref('input_order_items') }} as items
    left join order_rates
        on items.order_key = order_rates.order_key
    union all
    select
        orders.order_key,
        orders.source_name,
        {{ unrounded_amount('orders.shipping_amount', 'order_rates.exchange_rate') }}
            as exact_amount
    from {{ ref('input_orders') }} as orders
    left join order_rates
        on orders.order_key = order_rates.order_key
    union all
    select
        order_key,
        split_part(refund_key, ':', 1) as source_name,
        -exact_amount as exact_amount
    from refund_parts
    where order_key is not null
),

order_values as (
    select
        order_key,
        min(source_name) as source_name,
        count(*) as rows_count,
        cast(sum(exact_amount) as decimal(38, 10)) as exact_amount
    from counted_rows
    group by order_key
),

roundings as (
    select
        order_values.source_name,
        order_values.exact_amount - (
            core_orders.net_revenue + core_orders.cancelled_amount + core_orders.discount_amount
            + core_orders.shipping_amount
        ) as rounding_amount,
        -- a line and its discount are rounded in two currencies, each by half a cent at most
        0.02 * (order_values.rows_count + 1) * greatest(1, core_orders.exchange_rate) as most
    from order_values
    inner join core_orders
        on order_values.order_key = core_orders.order_key
    where core_orders.is_known
    union all
    select
        split_part(refund_key, ':', 1) as source_name,
        core_amount - exact_amount as rounding_amount,
        0.01 as most
    from refund_parts
    where order_key is null
),

-- more than that is no rounding
rounded as (
    select
        source_name,
        coalesce(cast(
            sum(rounding_amount) filter (where abs(rounding_amount) <= most) as decimal(38, 10)
        ), 0) as rounding_amount
    from roundings
    group by source_name
),

orders as (
    select
        source_name,
        cast(sum(net_revenue) as decimal(38, 2)) as net_revenue,
        cast(sum(cancelled_amount) as decimal(38, 2)) as cancelled_amount,
        cast(sum(discount_amount) as decimal(38, 2)) as discount_amount,
        cast(sum(shipping_amount) as decimal(38, 2)) as shipping_amount
    from core_orders
    where is_known
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

terms as (
    select
        totals.source_name,
        coalesce(orders.net_revenue, 0) as net_revenue,
        coalesce(orders.cancelled_amount, 0) as cancelled_amount,
        coalesce(orders.discount_amount, 0) as discount_amount,
        coalesce(unmatched_refunds.amount, 0) as unmatched_refund_amount,
        coalesce(orders.shipping_amount, 0) as shipping_amount,
        coalesce(orders.net_revenue + orders.cancelled_amount + orders.discount_amount, 0)
        + coalesce(orders.shipping_amount, 0) - coalesce(unmatched_refunds.amount, 0)
            as core_amount,
        totals.rejected_amount as exact_rejected_amount,
        totals.superseded_amount as exact_superseded_amount,
        totals.staged_amount as exact_staged_amount,
        coalesce(rounded.rounding_amount, 0) as exact_rounding_amount
    from totals
    left join orders
        on totals.source_name = orders.source_name
    left join unmatched_refunds
        on totals.source_name = unmatched_refunds.source_name
    left join rounded
        on totals.source_name = rounded.source_name
),

summed as (
    select
        *,
        cast(round(exact_rejected_amount, 2) as decimal(38, 2)) as rejected_amount,
        cast(round(exact_superseded_amount, 2) as decimal(38, 2)) as superseded_amount,
        cast(round(coalesce(exact_staged_amount, 0), 2) as decimal(38, 2)) as staged_amount,
        cast(round(
            core_amount + exact_rejected_amount + exact_superseded_amount + exact_rounding_amount
            - coalesce(exact_staged_amount, 0), 2
        ) as decimal(38, 2)) as difference_amount
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
from summed
