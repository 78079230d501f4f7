-- Only orders are purchases: the converted sessions are those of the orders. An order without a
-- purchase event, or an event without an order, does not change revenue.
with sessions_of_orders as (
    select distinct session_id
    from {{ ref('fct_orders') }}
    where session_id is not null
),

revenue as (
    select
        (select cast(sum(net_revenue) as decimal(18, 2)) from {{ ref('fct_orders') }}) as of_orders,
        (
            select cast(sum(net_revenue) as decimal(18, 2))
            from {{ ref('int_orders_with_revenue') }}
        ) as of_values
)

select
    sessions.session_id,
    'is_converted' as what
from {{ ref('fct_sessions') }} as sessions
full join sessions_of_orders
    on sessions.session_id = sessions_of_orders.session_id
where coalesce(sessions.is_converted, false) <> (sessions_of_orders.session_id is not null)
union all
select
    cast(null as string) as session_id,
    'net_revenue' as what
from revenue
where of_orders is distinct from of_values
