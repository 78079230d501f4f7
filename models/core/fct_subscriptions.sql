with subscriptions as (
    select * from {{ ref('input_subscriptions') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
)

select
    subscriptions.subscription_key as subscription_id,
    subscriptions.source_name,
    identities.customer_id,
    subscriptions.plan,
    subscriptions.cancel_reason,
    {{ convert_amount('subscriptions.monthly_amount', 'currencies.rate_to_reporting') }}
        as monthly_amount,
    {{ local_date('subscriptions.started_at') }} as started_date,
    {{ local_date('subscriptions.ended_at') }} as ended_date,
    subscriptions.started_at,
    subscriptions.ended_at
from subscriptions
left join identities
    on subscriptions.source_customer_key = identities.identity_id
left join currencies
    on
        {{ local_month('subscriptions.started_at') }} = currencies.month_start
        and subscriptions.currency_code = currencies.currency_code
