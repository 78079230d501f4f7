with leads as (
    select * from {{ ref('input_leads') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
)

select
    leads.lead_key as lead_id,
    leads.source_name,
    accounts.customer_id,
    leads.origin,
    leads.landing_page,
    leads.segment,
    {{ lead_status('leads.qualified_at', 'leads.won_at', 'leads.lost_at') }} as status,
    {{ convert_amount('leads.value', 'currencies.rate_to_reporting') }} as value,
    case when leads.value is not null then coalesce(currencies.rate_origin, 'missing') end
        as value_rate_origin,
    {{ local_date('leads.created_at') }} as created_date,
    leads.created_at,
    leads.qualified_at,
    leads.won_at,
    leads.lost_at
from leads
left join accounts
    on leads.source_customer_key = accounts.source_customer_key
left join currencies
    on
        {{ local_month('leads.created_at') }} = currencies.month_start
        and leads.currency_code = currencies.currency_code
