with orders as (
    select
        *,
        -- zero in the reporting currency; null without a rate, because then every amount is unknown
        cast(case when exchange_rate is not null then 0 end as decimal(18, 2)) as zero_amount
    from {{ ref('int_orders_with_rates') }}
),

lines as (
    select
        order_key,
        {{ null_unless_all_known('gross_revenue') }} as gross_revenue,
        {{ null_unless_all_known('discount_amount') }} as discount_amount,
        {{ null_unless_all_known('margin_amount') }} as margin_amount,
        bool_or(has_estimated_margin) as has_estimated_margin,
        count(*) as lines_count,
        cast(sum(quantity) as decimal(38, 6)) = cast(sum(refunded_quantity) as decimal(38, 6))
            as is_given_back
    from {{ ref('int_order_items_with_revenue') }}
    group by order_key
),

refunds as (
    select
        order_key,
        {{ null_unless_all_known('amount') }} as refund_amount
    from {{ ref('int_refunds_with_rates') }}
    where order_key is not null
    group by order_key
),

-- if all lines of an order were rejected, the order still has its own discount and refunds
valued as (
    select
        orders.*,
        coalesce(lines.gross_revenue, orders.zero_amount) as gross_revenue,
        coalesce(
            lines.discount_amount,
            {{ convert_amount('orders.discount_amount', 'orders.exchange_rate') }},
            orders.zero_amount
        ) as total_discount_amount,
        -- without a refund the amount is zero; a refund or a cost without a rate stays null
        case when refunds.order_key is null then orders.zero_amount else refunds.refund_amount end
            as refund_amount,
        case when lines.order_key is null then orders.zero_amount else lines.margin_amount end
            as margin_amount,
        coalesce(lines.has_estimated_margin, false) as has_estimated_margin,
        coalesce(lines.lines_count, 0) as lines_count,
        coalesce(lines.is_given_back, false) as is_given_back,
        refunds.order_key is not null as has_refund
    from orders
    left join lines
        on orders.order_key = lines.order_key
    left join refunds
        on orders.order_key = refunds.order_key
),

netted as (
    select
        *,
        gross_revenue - total_discount_amount - refund_amount as net_before_cancellation
    from valued
)

select
    order_key,
    source_name,
    customer_id,
    identified_at,
    ordered_at,
    order_date,
    status,
    shipped_at,
    delivered_at,
    promised_at,
    is_cancelled,
    sales_channel,
    promotion_code,
    exchange_rate,
    exchange_rate_origin,
    cast(gross_revenue as decimal(18, 2)) as gross_revenue,
    cast(total_discount_amount as decimal(18, 2)) as discount_amount,
    cast(refund_amount as decimal(18, 2)) as refund_amount,
    cast(case when is_cancelled then zero_amount else net_before_cancellation end as decimal(18, 2))
        as net_revenue,
    cast(case when is_cancelled then net_before_cancellation else zero_amount end as decimal(18, 2))
        as cancelled_amount,
    cast(margin_amount as decimal(18, 2)) as margin_amount,
    has_estimated_margin,
    -- a refund without a rate does not count: it is not known whether it was full
    is_given_back or coalesce(
        has_refund and net_before_cancellation < greatest(lines_count, 1) * 0.01, false
    ) as is_fully_refunded,
    {{ convert_amount('shipping_amount', 'exchange_rate') }} as shipping_amount,
    {{ convert_amount('tax_amount', 'exchange_rate') }} as tax_amount,
    {{ convert_amount('gift_card_amount', 'exchange_rate') }} as gift_card_amount,
    case
        when customer_id is not null and not is_cancelled then cast(row_number() over (
            partition by customer_id, is_cancelled
            order by ordered_at asc nulls last, order_key asc nulls last
        ) as int)
    end as order_sequence_number
from netted
