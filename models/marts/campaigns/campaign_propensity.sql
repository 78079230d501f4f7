{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

customers as (
    select * from {{ ref('feat_customer_orders') }}
),

responses as (
    {{ newest_accepted_scores('ml_response_scores') }}
),

uplifts as (
    {{ newest_accepted_scores('ml_uplift_scores') }}
),

average as (
    select {{ ratio('sum(cast(probability as decimal(18, 9)))', 'count(*)') }} as probability
    from responses
)

select
    customers.customer_id,
    customers.as_of_date,
    cast(responses.probability as double) as response_probability,
    -- prior_rate gives everyone one probability: no one has more potential than others
    cast(case
        when responses.algorithm = 'prior_rate' then null
        when responses.probability >= average.probability then 'high'
        when responses.probability < average.probability then 'low'
    end as string) as potential,
    cast(uplifts.uplift as double) as uplift,
    cast(uplifts.uplift_class as string) as uplift_class
from customers
inner join as_of
    on customers.as_of_date = as_of.as_of_date
cross join average
left join responses
    on customers.customer_id = responses.customer_id
left join uplifts
    on customers.customer_id = uplifts.customer_id
