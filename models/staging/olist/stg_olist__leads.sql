{{ config(enabled='olist' in var('sources')) }}

with leads as (
    select
        leads.*,
        deals.won_date,
        deals.business_segment,
        -- one lead was won two days before its first contact: the first contact is no later than
        -- the deal
        least(
            {{ utc_timestamp(
                'try_cast(leads.first_contact_date as timestamp)', 'America/Sao_Paulo'
            ) }},
            deals.won_date
        ) as contacted_at
    from {{ source('olist', 'marketing_qualified_leads') }} as leads
    left join {{ source('olist', 'closed_deals') }} as deals
        on leads.mql_id = deals.mql_id
)

-- the file has qualified leads only: a lead qualifies when it asks to be contacted
select
    {{ source_key('olist', 'mql_id') }} as lead_key,
    'olist' as source_name,
    nullif(origin, 'unknown') as origin,
    landing_page_id as landing_page,
    contacted_at as created_at,
    contacted_at as qualified_at,
    won_date as won_at,
    business_segment as segment
from leads
