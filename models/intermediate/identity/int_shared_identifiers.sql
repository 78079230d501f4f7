with links as (
    select * from {{ ref('int_identity_links') }}
    where
        left_type not in ('anonymous', 'device')
        and right_type not in ('anonymous', 'device')
),

guest_records as (
    select 'customer/' || source_customer_key as node
    from {{ ref('int_guest_records') }}
),

contacts as (
    select
        'customer/' || source_customer_key as node,
        nullif(lower(concat_ws(' ', trim(first_name), trim(last_name))), '') as full_name
    from {{ ref('input_customer_contacts') }}
),

-- the accounts that are linked with the address directly
direct_accounts as (
    select
        links.left_type as node_type,
        links.left_node as node,
        links.right_node as customer_node,
        guest_records.node is not null as is_guest_record
    from links
    left join guest_records
        on links.right_node = guest_records.node
    where links.left_type <> 'customer' and links.right_type = 'customer'
),

unshared as (
    select node
    from direct_accounts
    group by node
    having count(*) filter (where not is_guest_record) <= {{ var('max_identity_links') }}
),

-- and the accounts of the addresses that are linked with it: one card may connect many e-mail
-- addresses
accounts_of_nodes as (
    select
        node,
        customer_node
    from direct_accounts
    where not is_guest_record
    union
    select
        links.left_node as node,
        direct_accounts.customer_node
    from links
    inner join unshared
        on links.right_node = unshared.node
    inner join direct_accounts
        on unshared.node = direct_accounts.node
    where links.left_type <> 'customer' and not direct_accounts.is_guest_record
),

emails_of_guests as (
    select 'email_hash/' || email_hash as node
    from {{ ref('int_identities_first_seen') }}
    where is_guest_order and email_hash is not null
    union
    select node
    from direct_accounts
    where is_guest_record and node_type = 'email_hash'
),

-- many guests may give one phone number: their e-mail addresses tell them apart
guests_of_nodes as (
    select
        links.left_node as node,
        links.right_node as email_node
    from links
    inner join emails_of_guests
        on links.right_node = emails_of_guests.node
    where links.left_type <> 'customer'
    union
    select
        direct_accounts.node,
        emails.node as email_node
    from direct_accounts
    inner join direct_accounts as emails
        on direct_accounts.customer_node = emails.customer_node
    where
        direct_accounts.is_guest_record
        and emails.node_type = 'email_hash'
        and direct_accounts.node <> emails.node
),

nodes_with_many_accounts as (
    select node
    from direct_accounts
    group by node
    having count(*) > {{ var('max_identity_links') }}
),

-- many guests may give one e-mail address, that of their office: their names tell them apart
names_of_nodes as (
    select distinct
        direct_accounts.node,
        contacts.full_name
    from nodes_with_many_accounts
    inner join direct_accounts
        on nodes_with_many_accounts.node = direct_accounts.node
    inner join contacts
        on direct_accounts.customer_node = contacts.node
    where contacts.full_name is not null
)

select node
from accounts_of_nodes
group by node
having count(*) > {{ var('max_identity_links') }}
union
select node
from guests_of_nodes
group by node
having count(*) > {{ var('max_identity_links') }}
union
select node
from names_of_nodes
group by node
having count(*) > {{ var('max_identity_links') }}
