with core_orders as (
    select * from {{ ref('fct_orders') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

staged_orders as (
    select * from {{ ref('input_amounts') }}
    where entity = 'orders' and kind = 'staged'
)

select
    order_id as order_key,
    -- nothing of an order without a rate is counted: gate_core judges it
    case when net_revenue + cancelled_amount is not null then exchange_rate end as exchange_rate
from core_orders
union all
select
    staged_orders.order_key,
    max(currencies.rate_to_reporting) as exchange_rate
from staged_orders
left join core_orders
    on staged_orders.order_key = core_orders.order_id
inner join currencies
    on
        {{ local_month('staged_orders.occurred_at') }} = currencies.month_start
        and staged_orders.currency_code = currencies.currency_code
where
    core_orders.order_id is null
    and staged_orders.order_key is not null
    and currencies.rate_to_reporting is not null
group by staged_orders.order_key
