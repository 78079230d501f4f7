with costs as (
    select * from {{ ref('input_marketing_costs') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
)

-- bookings add up; without a rate the amount of one, and so of all, is unknown
select
    costs.month as month_start,
    costs.channel,
    costs.cost_type,
    costs.source_name,
    case
        when count(currencies.rate_to_reporting) = count(*) then {{ money(
            'sum(' ~ unrounded_amount('costs.amount', 'currencies.rate_to_reporting') ~ ')'
        ) }}
    end as amount
from costs
left join currencies
    on
        costs.month = currencies.month_start
        and costs.currency_code = currencies.currency_code
group by costs.month, costs.channel, costs.cost_type, costs.source_name
