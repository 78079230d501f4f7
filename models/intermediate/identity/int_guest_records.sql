-- a shop that makes a new customer record for each order of a guest
with customers as (
    select * from {{ ref('input_customers') }}
),

orders as (
    select
        source_customer_key,
        min(ordered_at) as ordered_at
    from {{ ref('input_orders') }}
    where source_customer_key is not null
    group by source_customer_key
    having count(*) = 1
),

seen as (
    select
        source_customer_key,
        bool_or(has_login) as has_login,
        -- an event without a cookie and a device is a server's, such as of a parcel
        min(first_seen_at) filter (where coalesce(anonymous_id, device_id) is not null)
            as first_seen_at,
        max(last_seen_at) filter (where coalesce(anonymous_id, device_id) is not null)
            as last_seen_at
    from {{ ref('int_identities_first_seen') }}
    where source_customer_key is not null
    group by source_customer_key
),

identities as (
    select * from {{ ref('input_identities') }}
),

-- a guest has neither a card nor points
members as (
    select left_id as source_customer_key
    from identities
    where left_type = 'customer' and right_type = 'loyalty'
    union
    select right_id as source_customer_key
    from identities
    where right_type = 'customer' and left_type = 'loyalty'
    union
    select source_customer_key
    from {{ ref('input_loyalty_transactions') }}
),

sources_with_logins as (
    select distinct customers.source_name
    from customers
    inner join seen
        on customers.source_customer_key = seen.source_customer_key
    where seen.has_login
)

select
    customers.source_customer_key,
    sources_with_logins.source_name is not null as has_source_with_logins
from customers
inner join orders
    on customers.source_customer_key = orders.source_customer_key
inner join seen
    on customers.source_customer_key = seen.source_customer_key
left join members
    on customers.source_customer_key = members.source_customer_key
left join sources_with_logins
    on customers.source_name = sources_with_logins.source_name
where
    members.source_customer_key is null
    and not seen.has_login
    -- the record was made for the order or after it, and its only visits are those of the order: a
    -- guest fills the cart some days before, or looks some days later where the parcel is
    and least(customers.created_at, seen.first_seen_at, orders.ordered_at)
    >= orders.ordered_at - interval '7' day
    and coalesce(seen.last_seen_at, orders.ordered_at) <= orders.ordered_at + interval '7' day
