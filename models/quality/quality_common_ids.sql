with links as (
    select * from {{ ref('int_identity_links') }}
    where left_type <> 'customer' and right_type = 'customer'
),

common_ids as (
    select
        left_type as identity_type,
        left_node,
        count(*) as accounts_count
    from links
    group by left_type, left_node
    -- a household and a shop's own staff have fewer accounts on one id
    having count(*) > 20
)

select
    identity_type,
    count(*) as ids_count,
    max(accounts_count) as most_accounts_count
from common_ids
group by identity_type
