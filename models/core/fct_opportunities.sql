with opportunities as (
    select * from {{ ref('input_opportunities') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
),

leads as (
    select * from {{ ref('input_leads') }}
),

currencies as (
    select * from {{ ref('int_currencies_rated') }}
)

select
    opportunities.opportunity_key as opportunity_id,
    opportunities.stage,
    opportunities.source_name,
    opportunities.lead_key as lead_id,
    identities.customer_id,
    opportunities.owner,
    {{ convert_amount(
        'opportunities.amount',
        'case when leads.lead_key is null then 1 else currencies.rate_to_reporting end'
    ) }} as amount,
    opportunities.entered_at
from opportunities
left join identities
    on opportunities.source_customer_key = identities.identity_id
left join leads
    on opportunities.lead_key = leads.lead_key
left join currencies
    on
        {{ local_month('leads.created_at') }} = currencies.month_start
        and leads.currency_code = currencies.currency_code
