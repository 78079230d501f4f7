with customers as (
    select * from {{ ref('input_customers') }}
),

links as (
    select * from {{ ref('int_identity_links') }}
),

seen as (
    select * from {{ ref('int_identities_first_seen') }}
),

members as (
    select
        node,
        account_group,
        false as has_guest_order
    from {{ ref('int_account_groups') }}
    union all
    select
        node,
        account_group,
        has_guest_order
    from {{ ref('int_device_groups') }}
),

-- a person has an account or an order; others are visitors or subscribers
people as (
    select account_group
    from members
    group by account_group
    having bool_or(has_guest_order or node like 'customer/%')
),

sightings as (
    select
        left_node as node,
        first_seen_at
    from links
    union all
    select
        'customer/' || source_customer_key as node,
        created_at as first_seen_at
    from customers
    union all
    select
        'customer/' || source_customer_key as node,
        first_seen_at
    from seen
    where source_customer_key is not null
    union all
    select
        'anonymous/' || anonymous_id as node,
        first_seen_at
    from seen
    where anonymous_id is not null
    union all
    select
        'device/' || device_id as node,
        first_seen_at
    from seen
    where device_id is not null
),

first_sightings as (
    select
        node,
        min(first_seen_at) as first_seen_at
    from sightings
    group by node
)

select
    members.node,
    members.account_group,
    members.has_guest_order,
    first_sightings.first_seen_at
from members
inner join people
    on members.account_group = people.account_group
left join first_sightings
    on members.node = first_sightings.node
