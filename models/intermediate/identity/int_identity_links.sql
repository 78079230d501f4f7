with identities as (
    select * from {{ ref('input_identities') }}
),

seen as (
    select * from {{ ref('int_identities_first_seen') }}
),

-- an account that orders for more addresses is that of a till or of a call centre
accounts_with_few_addresses as (
    select source_customer_key
    from seen
    where email_hash is not null
    group by source_customer_key
    having count(distinct email_hash) <= {{ var('max_identity_links') }}
),

seen_together as (
    select
        'customer' as left_type,
        source_customer_key as left_id,
        'anonymous' as right_type,
        anonymous_id as right_id,
        first_seen_at
    from seen
    where source_customer_key is not null and anonymous_id is not null
    union all
    select
        'customer' as left_type,
        source_customer_key as left_id,
        'device' as right_type,
        device_id as right_id,
        first_seen_at
    from seen
    where source_customer_key is not null and device_id is not null
    union all
    select
        'customer' as left_type,
        seen.source_customer_key as left_id,
        'email_hash' as right_type,
        seen.email_hash as right_id,
        seen.first_seen_at
    from seen
    inner join accounts_with_few_addresses
        on seen.source_customer_key = accounts_with_few_addresses.source_customer_key
    where seen.email_hash is not null
    union all
    select
        'anonymous' as left_type,
        anonymous_id as left_id,
        'email_hash' as right_type,
        email_hash as right_id,
        first_seen_at
    from seen
    where is_guest_order and anonymous_id is not null and email_hash is not null
),

known_links as (
    select
        left_type,
        left_id,
        right_type,
        right_id,
        first_seen_at
    from identities
    union all
    select * from seen_together
),

-- ids that may belong to a person: most cookies and devices belong to visitors and are left out
ids_of_people as (
    select
        right_type as identity_type,
        right_id as identity_id
    from known_links
    union
    select
        left_type as identity_type,
        left_id as identity_id
    from known_links
    union
    select
        'anonymous' as identity_type,
        anonymous_id as identity_id
    from seen
    where is_guest_order and anonymous_id is not null
),

on_devices as (
    select
        'anonymous' as left_type,
        seen.anonymous_id as left_id,
        'device' as right_type,
        seen.device_id as right_id,
        seen.first_seen_at
    from seen
    left join ids_of_people as cookies
        on seen.anonymous_id = cookies.identity_id and cookies.identity_type = 'anonymous'
    left join ids_of_people as devices
        on seen.device_id = devices.identity_id and devices.identity_type = 'device'
    where
        seen.anonymous_id is not null and seen.device_id is not null
        and coalesce(cookies.identity_id, devices.identity_id) is not null
),

pairs as (
    select * from known_links
    union all
    select * from on_devices
),

both_directions as (
    select
        left_type,
        left_type || '/' || left_id as left_node,
        right_type,
        right_type || '/' || right_id as right_node,
        first_seen_at
    from pairs
    union all
    select
        right_type as left_type,
        right_type || '/' || right_id as left_node,
        left_type as right_type,
        left_type || '/' || left_id as right_node,
        first_seen_at
    from pairs
)

select
    left_type,
    left_node,
    right_type,
    right_node,
    min(first_seen_at) as first_seen_at
from both_directions
where left_node <> right_node
group by left_type, left_node, right_type, right_node
