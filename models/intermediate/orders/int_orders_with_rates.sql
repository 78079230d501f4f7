with orders as (
    select * from {{ ref('input_orders') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

-- a guest is known by the address, or else by the cookie
identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type in ('email_hash', 'anonymous')
)

select
    orders.*,
    coalesce(accounts.customer_id, addresses.customer_id, cookies.customer_id) as customer_id,
    {{ identified_at(
        'orders.ordered_at',
        'coalesce(accounts.linked_at, addresses.linked_at, cookies.linked_at)'
    ) }} as identified_at,
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
left join accounts
    on orders.source_customer_key = accounts.source_customer_key
left join identities as addresses
    on
        orders.email_hash = addresses.identity_id
        and addresses.identity_type = 'email_hash'
        and orders.source_customer_key is null
left join identities as cookies
    on
        orders.anonymous_id = cookies.identity_id
        and cookies.identity_type = 'anonymous'
        and orders.source_customer_key is null
