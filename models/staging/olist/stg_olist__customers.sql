{{ config(enabled='olist' in var('sources')) }}

with records as (
    select
        customers.*,
        {{ olist_record_number() }} as record_number
    from {{ source('olist', 'customers') }} as customers
    left join {{ source('olist', 'orders') }} as orders
        on customers.customer_id = orders.customer_id
)

-- the file has a record for every order: the person's latest counts
select
    {{ source_key('olist', 'customer_unique_id') }} as source_customer_key,
    'olist' as source_name,
    'BR' as country,
    customer_state as region
from records
where record_number = 1
