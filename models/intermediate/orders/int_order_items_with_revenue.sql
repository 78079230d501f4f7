with lines as (
    select * from {{ ref('int_order_items_with_rates') }}
),

refunds as (
    select
        *,
        -- goods without a product are those of the lines without one; the rest is money back
        product_key is not null or quantity is not null as is_of_goods
    from {{ ref('int_refunds_with_rates') }}
    where order_key is not null
),

sold as (
    select distinct
        order_key,
        product_key
    from lines
),

product_refunds as (
    select
        refunds.order_key,
        refunds.product_key,
        {{ null_unless_all_known('refunds.amount') }} as amount,
        cast(sum(refunds.quantity) as decimal(38, 6)) as quantity
    from refunds
    inner join sold
        on
            refunds.order_key = sold.order_key
            and refunds.product_key is not distinct from sold.product_key
    where refunds.is_of_goods
    group by refunds.order_key, refunds.product_key
),

-- money back, and refunds of products that the order does not hold
order_refunds as (
    select
        refunds.order_key,
        {{ null_unless_all_known('refunds.amount') }} as amount
    from refunds
    left join sold
        on
            refunds.order_key = sold.order_key
            and refunds.product_key is not distinct from sold.product_key
            and refunds.is_of_goods
    where sold.order_key is null
    group by refunds.order_key
),

-- without a refund the amount is 0; a refund without a rate stays null
refunded as (
    select
        lines.*,
        case when order_refunds.order_key is null then 0 else order_refunds.amount end
            as order_refund_amount,
        case when product_refunds.order_key is null then 0 else product_refunds.amount end
            as product_refund_amount,
        coalesce(product_refunds.quantity, 0) as product_refunded_quantity
    from lines
    left join product_refunds
        on
            lines.order_key = product_refunds.order_key
            and lines.product_key is not distinct from product_refunds.product_key
    left join order_refunds
        on lines.order_key = order_refunds.order_key
),

shared as (
    select
        *,
        line_discount_amount + {{ allocate_amount(
            'order_discount_amount', 'gross_revenue', 'order_gross_up_to', 'order_gross_revenue',
            'is_first_line'
        ) }} as discount_amount,
        {{ allocate_amount(
            'order_refund_amount', 'gross_revenue', 'order_gross_up_to', 'order_gross_revenue',
            'is_first_line'
        ) }} + {{ allocate_amount(
            'product_refund_amount', 'gross_revenue', 'product_gross_up_to',
            'product_gross_revenue', 'is_first_line_of_product'
        ) }} as refund_amount,
        -- units are given back from the first line of the product onwards
        least(
            quantity,
            greatest(0, product_refunded_quantity - (product_quantity_up_to - quantity))
        ) as refunded_quantity
    from refunded
),

netted as (
    select
        *,
        case
            when is_cancelled and gross_revenue is not null then 0
            else gross_revenue - discount_amount - refund_amount
        end as net_revenue
    from shared
)

select
    order_key,
    line_number,
    product_key,
    quantity,
    cast(refunded_quantity as decimal(18, 6)) as refunded_quantity,
    gross_revenue,
    cast(discount_amount as decimal(18, 2)) as discount_amount,
    cast(refund_amount as decimal(18, 2)) as refund_amount,
    cast(net_revenue as decimal(18, 2)) as net_revenue,
    case
        when is_cancelled then cast(net_revenue as decimal(18, 2))
        when unit_cost is not null
            then cast(net_revenue - {{ convert_amount(
                line_amount('(quantity - refunded_quantity)', 'unit_cost'), 'unit_cost_rate'
            ) }} as decimal(18, 2))
        else {{ money(
            "net_revenue * cast(" ~ var("default_margin_rate") ~ " as decimal(5, 4))"
        ) }}
    end as margin_amount,
    unit_cost is null as has_estimated_margin
from netted
