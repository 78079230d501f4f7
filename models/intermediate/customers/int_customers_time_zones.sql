with accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

customers as (
    select * from {{ ref('input_customers') }}
),

time_zones as (
    select * from {{ ref('time_zones') }}
),

-- an engine fails on a name that it does not know: only names of the seed are used
records as (
    select
        accounts.customer_id,
        time_zones.time_zone,
        row_number() over (
            partition by accounts.customer_id
            order by
                customers.created_at desc nulls last, customers.source_customer_key asc nulls last
        ) as record_number
    from accounts
    inner join customers
        on accounts.source_customer_key = customers.source_customer_key
    inner join time_zones
        on lower(trim(customers.time_zone)) = lower(time_zones.time_zone)
)

select
    customer_id,
    time_zone
from records
where record_number = 1
