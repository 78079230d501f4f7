{{ config(enabled='olist' in var('sources')) }}

with records as (
    select
        customers.*,
        {{ olist_record_number() }} as record_number
    from {{ source('olist', 'customers') }} as customers
    left join {{ source('olist', 'orders') }} as orders
        on customers.customer_id = orders.customer_id
)

-- the file has the first five digits of a Brazilian postal code, but has lost leading zeros
select
    {{ source_key('olist', 'customer_unique_id') }} as source_customer_key,
    'olist' as source_name,
    customer_city as city,
    lpad(customer_zip_code_prefix, 5, '0') as postal_code
from records
where record_number = 1
