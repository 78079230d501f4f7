with products as (
    select * from {{ ref('input_products') }}
),

latest_rates as (
    select
        currency_code,
        rate_to_reporting
    from {{ ref('int_currencies_rated') }}
    where month_start = (select max(month_start) from {{ ref('int_currencies_rated') }})
)

select
    products.product_key as product_id,
    products.product_name,
    products.category,
    products.subcategory,
    products.brand,
    {{ convert_amount('products.list_price', 'latest_rates.rate_to_reporting') }} as list_price,
    products.is_active
from products
left join latest_rates
    on products.currency_code = latest_rates.currency_code
