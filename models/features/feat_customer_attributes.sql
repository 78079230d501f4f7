with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

attributes as (
    select * from {{ ref('int_customers_attributes') }}
)

select
    customers.customer_id,
    customers.as_of_date,
    attributes.age_band,
    attributes.gender,
    attributes.country,
    attributes.occupation_group
from customers
left join attributes
    on
        customers.customer_id = attributes.customer_id
        and customers.as_of_date = attributes.as_of_date
