with products as (
    select * from {{ ref('input_products') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

-- the latest month with an order: a campaign may be planned for a month without rates yet
latest_month as (
    select max(order_month) as month_start
    from {{ ref('int_orders_with_rates') }}
),

latest_rates as (
    select
        currencies.currency_code,
        currencies.rate_to_reporting,
        currencies.rate_origin
    from currencies
    inner join latest_month
        on currencies.month_start = latest_month.month_start
)

select
    products.product_key as product_id,
    products.product_name,
    products.category,
    products.subcategory,
    products.brand,
    {{ convert_amount('products.list_price', 'latest_rates.rate_to_reporting') }} as list_price,
    case when products.list_price is not null then coalesce(latest_rates.rate_origin, 'missing') end
        as list_price_rate_origin,
    products.is_active
from products
left join latest_rates
    on products.currency_code = latest_rates.currency_code
