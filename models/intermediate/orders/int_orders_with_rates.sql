with orders as (
    select * from {{ ref('input_orders') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
)

select
    orders.*,
    coalesce(account_ids.customer_id, cookie_ids.customer_id) as customer_id,
    {{ identified_at(
        'orders.ordered_at', 'coalesce(account_ids.linked_at, cookie_ids.linked_at)'
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
left join identities as account_ids
    on
        orders.source_customer_key = account_ids.identity_id
        and account_ids.identity_type = 'customer'
-- a guest is known by the cookie alone
left join identities as cookie_ids
    on
        orders.anonymous_id = cookie_ids.identity_id
        and cookie_ids.identity_type = 'anonymous'
        and orders.source_customer_key is null
