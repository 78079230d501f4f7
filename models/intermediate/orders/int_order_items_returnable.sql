with lines as (
    select * from {{ ref('int_order_items_with_rates') }}
    where not is_cancelled
),

orders as (
    select * from {{ ref('int_orders_with_rates') }}
),

given_back as (
    select distinct
        customer_id,
        product_key
    from {{ ref('int_refunds_open') }}
),

-- what the customers of open refunds bought of their products
bought as (
    select
        lines.*,
        orders.customer_id,
        orders.currency_code,
        orders.ordered_at,
        orders.discount_amount as order_discount
    from lines
    inner join orders
        on lines.order_key = orders.order_key
    inner join given_back
        on
            orders.customer_id = given_back.customer_id
            and lines.product_key = given_back.product_key
),

sold as (
    select distinct
        order_key,
        product_key
    from lines
    where order_key in (select bought.order_key from bought)
),

explicit_refunds as (
    select
        refunds.order_key,
        case when sold.order_key is not null then refunds.product_key end as product_key,
        cast(sum(refunds.amount) as decimal(18, 2)) as amount,
        cast(sum(refunds.quantity) as decimal(38, 6)) as quantity
    from {{ ref('input_refunds') }} as refunds
    left join sold
        on refunds.order_key = sold.order_key and refunds.product_key = sold.product_key
    where refunds.order_key in (select bought.order_key from bought)
    group by
        refunds.order_key,
        case when sold.order_key is not null then refunds.product_key end
),

-- Shares of discounts and refunds of the whole order, as int_order_items_with_revenue spreads them,
-- but each rounded alone: they decide which purchase a refund is for, and are no amounts of a mart.
valued as (
    select
        bought.*,
        bought.value_in_order_currency - coalesce({{ allocated_cumulative_amount(
            'bought.order_discount', 'bought.gross_revenue', 'bought.order_gross_revenue'
        ) }}, 0) as paid_amount,
        coalesce({{ allocated_cumulative_amount(
            'order_refunds.amount', 'bought.gross_revenue', 'bought.order_gross_revenue'
        ) }}, 0)
        + coalesce({{ allocated_cumulative_amount(
            'product_refunds.amount', 'bought.gross_revenue', 'bought.product_gross_revenue'
        ) }}, 0) as refunded_amount,
        -- units are given back from the first line of the product onwards
        least(
            bought.quantity,
            greatest(
                0,
                coalesce(product_refunds.quantity, 0)
                - (bought.product_quantity_up_to - bought.quantity)
            )
        ) as refunded_quantity
    from bought
    left join explicit_refunds as order_refunds
        on bought.order_key = order_refunds.order_key and order_refunds.product_key is null
    left join explicit_refunds as product_refunds
        on
            bought.order_key = product_refunds.order_key
            and bought.product_key = product_refunds.product_key
)

select
    order_key,
    line_number,
    customer_id,
    product_key,
    currency_code,
    ordered_at,
    {{ average_amount('paid_amount', 'quantity') }} as unit_amount,
    cast(quantity - refunded_quantity as decimal(18, 6)) as units_left,
    cast(paid_amount - refunded_amount as decimal(18, 2)) as amount_left,
    cast(row_number() over (
        partition by customer_id, product_key
        order by ordered_at asc nulls last, order_key asc nulls last, line_number asc nulls last
    ) as int) as purchase_number
from valued
