{{ config(enabled=is_built()) }}

with subscriptions as (
    select * from {{ ref('input_subscriptions') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
)

select
    subscriptions.subscription_key as subscription_id,
    subscriptions.source_name,
    accounts.customer_id,
    subscriptions.plan,
    subscriptions.cancel_reason,
    {{ convert_amount('subscriptions.monthly_amount', 'currencies.rate_to_reporting') }}
        as monthly_amount,
    {{ local_date('subscriptions.started_at') }} as started_date,
    {{ local_date('subscriptions.ended_at') }} as ended_date,
    {{ local_date('subscriptions.trial_ended_at') }} as trial_ended_date,
    {{ local_date('subscriptions.paused_at') }} as paused_date,
    case
        when subscriptions.resumed_at >= subscriptions.paused_at
            then {{ local_date('subscriptions.resumed_at') }}
    end as resumed_date,
    subscriptions.started_at,
    subscriptions.ended_at
from subscriptions
left join accounts
    on subscriptions.source_customer_key = accounts.source_customer_key
left join currencies
    on
        {{ local_month('subscriptions.started_at') }} = currencies.month_start
        and subscriptions.currency_code = currencies.currency_code
