{{ config(enabled='olist' in var('sources')) }}

with products as (
    select
        products.product_id,
        -- two categories have no translation: they keep their Portuguese name
        coalesce(
            translations.product_category_name_english, products.product_category_name
        ) as category
    from {{ source('olist', 'products') }} as products
    left join {{ source('olist', 'product_category_name_translation') }} as translations
        on products.product_category_name = translations.product_category_name
)

-- the file has no names: the category and the beginning of the id replace it
select
    {{ source_key('olist', 'product_id') }} as product_key,
    'olist' as source_name,
    replace(coalesce(category, 'product'), '_', ' ') || ' ' || left(product_id, 8)
        as product_name,
    category
from products
