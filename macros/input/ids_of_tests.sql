{% macro ids_of_tests() -%}
    {#- Query of input_test_ids: the accounts, cookies and orders of test people. It reads staging,
        because the input layer rejects the rows of these ids. -#}
with test_customers as (
    select source_customer_key
    from ({{ union_sources('customers', ['source_customer_key', 'is_test', 'loaded_at'], is_distinct=true) }}) as unioned
    where source_customer_key is not null
    group by source_customer_key
    -- the newest state of the account counts
    having
        max(case when is_test then 1 end) = 1
        and coalesce(max(case when is_test then loaded_at end) >= max(loaded_at), true)
),

orders as (
    select
        order_key,
        source_customer_key,
        anonymous_id,
        is_test
    from ({{ union_sources('orders', ['order_key', 'source_customer_key', 'anonymous_id', 'is_test'], is_distinct=true) }}) as unioned
),

identities as (
    select
        case when left_type = 'customer' then left_id else right_id end as source_customer_key,
        case when left_type = 'customer' then right_id else left_id end as anonymous_id
    from ({{ union_sources('identities', ['left_type', 'left_id', 'right_type', 'right_id'], is_distinct=true) }}) as unioned
    where
        (left_type = 'customer' and right_type = 'anonymous')
        or (left_type = 'anonymous' and right_type = 'customer')
),

links as (
    select
        source_customer_key,
        anonymous_id
    from ({{ union_sources('events', ['source_customer_key', 'anonymous_id'], is_distinct=true) }}) as events
    where source_customer_key is not null and anonymous_id is not null
    union all
    select
        source_customer_key,
        anonymous_id
    from orders
    where source_customer_key is not null and anonymous_id is not null
    union all
    select
        source_customer_key,
        anonymous_id
    from identities
    where source_customer_key is not null
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
    from orders
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
{%- endmacro %}
