{{ config(enabled=is_built()) }}

with scores as (
    {{ newest_accepted_scores('ml_subscription_churn_scores') }}
),

fct_subscriptions as (
    select * from {{ ref('fct_subscriptions') }}
)

select
    cast(scores.subscription_id as string) as subscription_id,
    fct_subscriptions.customer_id,
    cast(scores.as_of_date as date) as as_of_date,
    cast(scores.probability as double) as churn_probability,
    nullif(cast(scores.reasons as string), '') as top_reasons,
    cast(scores.algorithm as string) as algorithm
from scores
inner join fct_subscriptions
    on scores.subscription_id = fct_subscriptions.subscription_id
