with historical as (
    select * from {{ ref('historical_customer_value') }}
),

scores as (
    {{ newest_accepted_scores('ml_clv_scores') }}
),

purchases as (
    select purchases.*
    from {{ ref('feat_customer_purchases') }} as purchases
    inner join {{ ref('as_of') }} as as_of
        on purchases.as_of_date = as_of.as_of_date
    where purchases.purchases_count > 0
),

-- The spend per purchase is learnt from purchases with a positive value. The margin per purchase is
-- that of all purchases, so that refunds in full count. Past spend has lost these refunds already.
margins as (
    select
        {{ ratio(
            null_unless_all_known('historical.margin_to_date'), 'sum(purchases.valued_net_revenue)'
        ) }} as margin_rate,
        {{ ratio('sum(purchases.valued_purchases_count)', 'sum(purchases.purchases_count)') }}
            as valued_share
    from purchases
    inner join historical
        on purchases.customer_id = historical.customer_id
),

scored as (
    select
        scores.*,
        margins.margin_rate
        * case when scores.algorithm = 'past_spend' then 1 else margins.valued_share end
            as margin_rate
    from scores
    cross join margins
),

-- a shop that lost money has no margin to multiply the bounds of the spend with
predicted as (
    select
        customer_id,
        {{ money('expected_spend * margin_rate') }} as predicted_clv,
        {%- for bound in ['low', 'high'] %}
        case
            when margin_rate >= 0 then {{ money('expected_spend_' ~ bound ~ ' * margin_rate') }}
        end as predicted_clv_{{ bound }},
        {%- endfor %}
        expected_orders_12m,
        expected_next_order_date,
        probability_alive,
        algorithm
    from scored
)

select
    historical.customer_id,
    historical.as_of_date,
    historical.historical_clv,
    predicted.predicted_clv,
    predicted.predicted_clv_low,
    predicted.predicted_clv_high,
    cast(historical.historical_clv + predicted.predicted_clv as decimal(18, 2)) as total_clv,
    cast(predicted.expected_orders_12m as double) as expected_orders_12m,
    cast(predicted.expected_next_order_date as date) as expected_next_order_date,
    cast(predicted.probability_alive as double) as probability_alive,
    historical.discount_rate,
    cast({{ var('clv_horizon_months') }} as int) as horizon_months,
    cast(predicted.algorithm as string) as algorithm
from historical
left join predicted
    on historical.customer_id = predicted.customer_id
