{{ config(enabled='online_retail' in var('sources')) }}

with countries as (
    select
        customer_id,
        country,
        row_number() over (
            partition by customer_id
            order by max(invoice_date) desc nulls last, country asc nulls last
        ) as recency
    from {{ source('online_retail', 'online_retail') }}
    where customer_id is not null
    group by customer_id, country
)

-- nine customers have two countries: the latest counts
select
    {{ source_key('online_retail', 'customer_id') }} as source_customer_key,
    'online_retail' as source_name,
    nullif(country, 'Unspecified') as country
from countries
where recency = 1
