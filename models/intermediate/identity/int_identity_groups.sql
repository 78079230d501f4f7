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
        has_guest_order
    from {{ ref('int_account_groups') }}
    union all
    select
        node,
        account_group,
        has_guest_order
    from {{ ref('int_device_groups') }}
),

sightings as (
    select
        left_node as node,
        first_seen_at
    from links
    -- a link may be older than the account: then it does not say when the account was first seen
    where left_type <> 'customer'
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
    union all
    select
        'email_hash/' || email_hash as node,
        first_seen_at
    from seen
    where email_hash is not null
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
left join first_sightings
    on members.node = first_sightings.node
