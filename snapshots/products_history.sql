{% snapshot products_history %}
{{ config(
    unique_key="concat_ws('/', sources, key_fingerprint, product_key)",
    check_cols=[
        'product_name',
        'category',
        'subcategory',
        'brand',
        'list_price',
        'unit_cost',
        'currency_code',
        'is_active',
        'available_from',
    ],
) }}

with products as (
    select * from {{ ref('input_products') }}
)

select
    {{ origin_columns() }},
    product_key,
    source_name,
    product_name,
    category,
    subcategory,
    brand,
    list_price,
    unit_cost,
    currency_code,
    is_active,
    available_from
from products
where {{ extends_history('products', 'product_key') }}
{% endsnapshot %}
