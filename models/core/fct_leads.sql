with as_of as (
    select * from {{ ref('as_of') }}
),

-- tools write the expected day of a win or a loss: it has not happened
leads as (
    select
        leads.*,
        {%- for change in ['qualified', 'won', 'lost'] %}
        {{ known_time('leads.' ~ change ~ '_at', 'as_of.as_of_date') }} as known_{{ change }}_at
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ ref('input_leads') }} as leads
    cross join as_of
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
    {{ lead_status(
        'leads.known_qualified_at', 'leads.known_won_at', 'leads.known_lost_at'
    ) }} as status,
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
