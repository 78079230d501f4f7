{{ config(enabled=is_built()) }}

{%- set monthly_discount_rate = (1 + var('annual_discount_rate') | float) ** (1 / 12) - 1 -%}
with subscribers as (
    select * from {{ ref('subscribers_monthly') }}
),

-- from the month of the first subscription: without one there are no months
first_month as (
    select cast(date_trunc('month', min(started_date)) as date) as month_start
    from {{ ref('fct_subscriptions') }}
),

months as (
    select
        dim_days.month_start,
        max(dim_days.date_day) = last_day(dim_days.month_start) as is_complete
    from {{ ref('dim_days') }} as dim_days
    inner join first_month
        on dim_days.month_start >= first_month.month_start
    group by dim_days.month_start
),

summed as (
    select
        month_start,
        {%- for amount in [
            'opening_mrr', 'opening_paused_mrr', 'closing_mrr', 'closing_paused_mrr',
        ] %}
        cast(sum({{ amount }}) as decimal(18, 2)) as {{ amount }},
        {%- endfor %}
        {%- for movement in ['new', 'reactivation', 'expansion', 'contraction', 'churned'] %}
        cast(sum(movement_mrr) filter (
            where movement = '{{ movement }}'
        ) as decimal(18, 2)) as {{ movement }}_mrr,
        {%- endfor %}
        {%- for movement in ['new', 'reactivation', 'churned'] %}
        count_if(movement = '{{ movement }}') as {{ movement }}_count,
        {%- endfor %}
        count_if(opening_mrr + opening_paused_mrr > 0) as opening_count,
        count_if(closing_mrr + closing_paused_mrr > 0) as closing_count,
        count_if(closing_mrr > 0) as paying_count,
        cast(sum(trials_count) as bigint) as trials_count
    from subscribers
    group by month_start
),

filled as (
    select
        months.month_start,
        months.is_complete,
        {%- for amount in [
            'opening_mrr', 'opening_paused_mrr', 'closing_mrr', 'closing_paused_mrr', 'new_mrr',
            'reactivation_mrr', 'expansion_mrr', 'contraction_mrr', 'churned_mrr',
        ] %}
        cast(coalesce(summed.{{ amount }}, 0) as decimal(18, 2)) as {{ amount }},
        {%- endfor %}
        {%- for number in [
            'opening_count', 'new_count', 'reactivation_count', 'churned_count', 'closing_count',
            'paying_count', 'trials_count',
        ] %}
        cast(coalesce(summed.{{ number }}, 0) as int) as {{ number }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from months
    left join summed
        on months.month_start = summed.month_start
),

-- a month that is not complete has not yet all of its churn
retained as (
    select
        *,
        cast(sum(case when is_complete then opening_count end) over last_year as bigint)
            as opening_count_12m,
        cast(sum(case when is_complete then churned_count end) over last_year as bigint)
            as churned_count_12m
    from filled
    window last_year as (
        order by month_start asc nulls last
        rows between 11 preceding and current row
    )
),

rated as (
    select
        *,
        {{ ratio('opening_count_12m - churned_count_12m', 'opening_count_12m') }} as retention_rate,
        {{ ratio('closing_mrr', 'paying_count') }}
        * cast({{ var('default_margin_rate') }} as double) as average_margin
    from retained
)

select
    month_start,
    opening_mrr,
    new_mrr,
    reactivation_mrr,
    expansion_mrr,
    contraction_mrr,
    churned_mrr,
    opening_paused_mrr,
    closing_paused_mrr as paused_mrr,
    closing_mrr,
    cast(12 * closing_mrr as decimal(18, 2)) as arr,
    {{ ratio('churned_mrr', 'opening_mrr + opening_paused_mrr') }} as churn_rate,
    opening_count as opening_customers_count,
    new_count as new_customers_count,
    reactivation_count as reactivated_customers_count,
    churned_count as churned_customers_count,
    closing_count as closing_customers_count,
    paying_count as paying_customers_count,
    trials_count,
    {{ ratio('churned_count', 'opening_count') }} as customer_churn_rate,
    retention_rate as monthly_retention_rate_12m,
    {{ average_amount('closing_mrr', 'paying_count') }} as average_mrr,
    {{ money('average_margin * ' ~ ratio(
        'retention_rate', (1 + monthly_discount_rate) ~ ' - retention_rate'
    )) }} as retention_based_clv,
    is_complete
from rated
