with orders as (
    select * from {{ ref('input_orders') }}
),

currencies as (
    select * from {{ ref('int_currencies_rated') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
)

select
    orders.*,
    identities.customer_id,
    {{ local_date('orders.ordered_at') }} as order_date,
    {{ local_month('orders.ordered_at') }} as order_month,
    orders.status = 'cancelled' as is_cancelled,
    currencies.rate_to_reporting as exchange_rate,
    currencies.rate_origin as exchange_rate_origin
from orders
left join currencies
    on
        {{ local_month('orders.ordered_at') }} = currencies.month_start
        and orders.currency_code = currencies.currency_code
left join identities
    on orders.source_customer_key = identities.identity_id
