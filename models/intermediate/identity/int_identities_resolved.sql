with customers as (
    select * from {{ ref('input_customers') }}
),

orders as (
    select * from {{ ref('input_orders') }}
),

first_orders as (
    select
        source_customer_key,
        min(ordered_at) as first_ordered_at
    from orders
    where source_customer_key is not null
    group by source_customer_key
),

-- every customer record is a person of its own
people as (
    select
        customers.source_customer_key as identity_id,
        'customer' as identity_type,
        customers.source_customer_key as person_key,
        least(
            coalesce(customers.created_at, first_orders.first_ordered_at),
            coalesce(first_orders.first_ordered_at, customers.created_at)
        ) as first_seen_at
    from customers
    left join first_orders
        on customers.source_customer_key = first_orders.source_customer_key
)

select
    identity_id,
    identity_type,
    person_key,
    {{ pseudonym('person_key') }} as customer_id,
    first_seen_at
from people
