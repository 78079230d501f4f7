{{ config(enabled='online_retail' in var('sources')) }}

with lines as (
    select
        {{ online_retail_product_key() }} as product_key,
        trim(description) as product_name,
        invoice_date
    from {{ source('online_retail', 'online_retail') }}
    where {{ online_retail_line_kind() }} in ('goods', 'refund')
),

names as (
    select
        product_key,
        product_name,
        row_number() over (
            partition by product_key
            order by
                count(*) desc nulls last,
                max(invoice_date) desc nulls last,
                product_name asc nulls last
        ) as rank_of_name
    from lines
    where product_key is not null
    group by product_key, product_name
)

-- the name most often used for the code
select
    product_key,
    'online_retail' as source_name,
    product_name,
    'GBP' as currency_code
from names
where rank_of_name = 1
