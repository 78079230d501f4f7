{{ config(enabled=is_built()) }}

with opportunities as (
    select * from {{ ref('input_opportunities') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

leads as (
    select * from {{ ref('input_leads') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

-- if a source sells in only one currency, its deals are in that currency too
source_currencies as (
    select
        source_name,
        max(currency_code) as currency_code
    from {{ ref('input_orders') }}
    group by source_name
    having count(distinct currency_code) = 1
),

dated as (
    select
        opportunities.*,
        coalesce(leads.currency_code, source_currencies.currency_code) as currency_code,
        {{ local_month('coalesce(leads.created_at, opportunities.entered_at)') }} as rate_month
    from opportunities
    left join leads
        on opportunities.lead_key = leads.lead_key
    left join source_currencies
        on opportunities.source_name = source_currencies.source_name
)

select
    dated.opportunity_key as opportunity_id,
    dated.stage,
    dated.source_name,
    dated.lead_key as lead_id,
    accounts.customer_id,
    dated.owner,
    {{ convert_amount('dated.amount', 'currencies.rate_to_reporting') }} as amount,
    case when dated.amount is not null then coalesce(currencies.rate_origin, 'missing') end
        as amount_rate_origin,
    dated.entered_at
from dated
left join accounts
    on dated.source_customer_key = accounts.source_customer_key
left join currencies
    on
        dated.rate_month = currencies.month_start
        and dated.currency_code = currencies.currency_code
