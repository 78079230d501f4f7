with test_customers as (
    select source_customer_key
    from ({{ judged_rows('customers') }}) as judged
    where rejection_reason = 'test'
),

links as (
    select
        source_customer_key,
        anonymous_id
    from ({{ union_sources('events') }}) as events
    where source_customer_key is not null and anonymous_id is not null
    union all
    select
        source_customer_key,
        anonymous_id
    from ({{ union_sources('orders') }}) as orders
    where source_customer_key is not null and anonymous_id is not null
    union all
    select
        left_id as source_customer_key,
        right_id as anonymous_id
    from ({{ union_sources('identities') }}) as identities
    where left_type = 'customer' and right_type = 'anonymous'
    union all
    select
        right_id as source_customer_key,
        left_id as anonymous_id
    from ({{ union_sources('identities') }}) as identities
    where left_type = 'anonymous' and right_type = 'customer'
),

-- most cookies never meet a test account: only the links of the others are grouped
cookies as (
    select distinct anonymous_id
    from links
    where source_customer_key in (select source_customer_key from test_customers)
),

-- a cookie that a real account also uses is that of a real person
test_cookies as (
    select links.anonymous_id
    from links
    inner join cookies
        on links.anonymous_id = cookies.anonymous_id
    left join test_customers
        on links.source_customer_key = test_customers.source_customer_key
    group by links.anonymous_id
    having count(*) = count(test_customers.source_customer_key)
),

test_orders as (
    select distinct order_key
    from ({{ union_sources('orders') }}) as orders
    where
        order_key is not null
        and (
            is_test
            or source_customer_key in (select source_customer_key from test_customers)
            or (
                source_customer_key is null
                and anonymous_id in (select anonymous_id from test_cookies)
            )
        )
)

select
    try_cast('customer' as string) as id_type,
    source_customer_key as id
from test_customers
union all
select
    try_cast('anonymous' as string) as id_type,
    anonymous_id as id
from test_cookies
union all
select
    try_cast('order' as string) as id_type,
    order_key as id
from test_orders
