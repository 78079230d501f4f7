{{ config(materialized='view') }}

with cookies as (
    select distinct anonymous_id
    from {{ ref('int_identities_first_seen') }}
    where anonymous_id is not null
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'anonymous'
)

select
    cookies.anonymous_id,
    -- with its type: a cookie and an account may have the same text
    {{ pseudonym("'anonymous/' || cookies.anonymous_id") }} as cookie_pseudonym,
    identities.customer_id,
    identities.linked_at
from cookies
left join identities
    on cookies.anonymous_id = identities.identity_id
