with refunds as (
    select * from {{ ref('int_refunds_matched_to_orders') }}
),

orders as (
    select * from {{ ref('int_orders_with_rates') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

rated as (
    select
        refunds.*,
        coalesce(accounts.customer_id, orders.customer_id) as customer_id,
        {{ local_date('refunds.refunded_at') }} as refund_date,
        -- one rate for all amounts of an order, also for later refunds
        case
            when refunds.currency_code = orders.currency_code then orders.exchange_rate
            else currencies.rate_to_reporting
        end as exchange_rate
    from refunds
    left join orders
        on refunds.order_key = orders.order_key
    left join currencies
        on
            {{ local_month('refunds.refunded_at') }} = currencies.month_start
            and refunds.currency_code = currencies.currency_code
    left join accounts
        on refunds.source_customer_key = accounts.source_customer_key
)

select
    refund_id,
    refund_key,
    order_key,
    product_key,
    customer_id,
    quantity,
    {{ convert_amount('amount', 'exchange_rate') }} as amount,
    exchange_rate,
    refunded_at,
    refund_date,
    match_rule
from rated
