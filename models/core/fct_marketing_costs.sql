with costs as (
    select * from {{ ref('input_marketing_costs') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
)

select
    costs.month as month_start,
    costs.channel,
    costs.cost_type,
    costs.source_name,
    {{ convert_amount('costs.amount', 'currencies.rate_to_reporting') }} as amount
from costs
left join currencies
    on
        costs.month = currencies.month_start
        and costs.currency_code = currencies.currency_code
