with order_items as (
    select * from {{ ref('input_order_items') }}
),

orders as (
    select * from {{ ref('int_orders_with_rates') }}
),

products as (
    select * from {{ ref('input_products') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

converted as (
    select
        order_items.order_key,
        order_items.line_number,
        order_items.product_key,
        orders.is_cancelled,
        order_items.quantity,
        {{ money(line_amount('order_items.quantity', 'order_items.unit_price')) }}
            as gross_in_order_currency,
        coalesce(order_items.discount_amount, 0) as discount_in_order_currency,
        {{ convert_amount(
            line_amount('order_items.quantity', 'order_items.unit_price'), 'orders.exchange_rate'
        ) }} as gross_revenue,
        {{ unrounded_amount('coalesce(order_items.discount_amount, 0)', 'orders.exchange_rate') }}
            as exact_discount,
        {{ convert_amount('coalesce(orders.discount_amount, 0)', 'orders.exchange_rate') }}
            as order_discount_amount,
        products.unit_cost,
        currencies.rate_to_reporting as unit_cost_rate
    from order_items
    inner join orders
        on order_items.order_key = orders.order_key
    left join products
        on order_items.product_key = products.product_key
    left join currencies
        on
            orders.order_month = currencies.month_start
            -- the cost of a product without a currency is in the currency of the order
            and coalesce(products.currency_code, orders.currency_code) = currencies.currency_code
)

select
    order_key,
    line_number,
    product_key,
    is_cancelled,
    quantity,
    gross_revenue,
    order_discount_amount,
    unit_cost,
    unit_cost_rate,
    gross_in_order_currency - {{ part_of_rounded_sum('discount_in_order_currency', 'lines') }}
        as value_in_order_currency,
    {{ part_of_rounded_sum('exact_discount', 'lines') }} as line_discount_amount,
    cast(sum(gross_revenue) over (partition by order_key) as decimal(18, 2))
        as order_gross_revenue,
    cast(sum(gross_revenue) over lines as decimal(18, 2)) as order_gross_up_to,
    cast(sum(gross_revenue) over (partition by order_key, product_key) as decimal(18, 2))
        as product_gross_revenue,
    cast(sum(gross_revenue) over product_lines as decimal(18, 2)) as product_gross_up_to,
    cast(sum(quantity) over product_lines as decimal(38, 6)) as product_quantity_up_to,
    line_number = min(line_number) over (partition by order_key) as is_first_line,
    line_number = min(line_number) over (partition by order_key, product_key)
        as is_first_line_of_product
from converted
window
    lines as (
        partition by order_key
        order by line_number asc nulls last
        rows between unbounded preceding and current row
    ),
    product_lines as (
        partition by order_key, product_key
        order by line_number asc nulls last
        rows between unbounded preceding and current row
    )
