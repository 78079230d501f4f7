with scores as (
    {{ newest_accepted_scores('ml_churn_scores') }}
)

select
    cast(customer_id as string) as customer_id,
    cast(as_of_date as date) as as_of_date,
    cast(probability as double) as churn_probability,
    cast(
        case
            when probability >= 0.7 then 'high'
            when probability >= 0.3 then 'medium'
            else 'low'
        end as string
    ) as churn_band,
    cast(
        probability
        >= {{ ratio(var('retention_contact_cost'), var('retention_contact_value')) }} as boolean
    ) as is_worth_contacting,
    nullif(cast(reasons as string), '') as top_reasons,
    cast(algorithm as string) as algorithm
from scores
