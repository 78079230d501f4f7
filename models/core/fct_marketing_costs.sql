with costs as (
    select * from {{ ref('input_marketing_costs') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

converted as (
    select
        costs.*,
        {{ unrounded_amount('costs.amount', 'currencies.rate_to_reporting') }} as exact_amount
    from costs
    left join currencies
        on
            costs.month = currencies.month_start
            and costs.currency_code = currencies.currency_code
)

-- bookings add up; if the amount of one is unknown, so is that of all
select
    month as month_start,
    channel,
    cost_type,
    source_name,
    case when count(exact_amount) = count(*) then {{ money('sum(exact_amount)') }} end as amount
from converted
group by month, channel, cost_type, source_name
