{% set groups = ['age_band', 'gender'] -%}
{% set tasks = predictive_models() | selectattr('scores', 'defined') | list -%}
with customers as (
    select * from {{ ref('dim_customers') }}
),

{%- for task in tasks %}
{{ task.name }}_scores as (
    {{ newest_accepted_scores(task.scores) }}
),
{% endfor %}
scores as (
    -- the columns, also if no task scores people
    select
        cast(null as string) as model_name,
        customer_id,
        cast(null as double) as score
    from customers
    where 1 = 0
    {%- for task in tasks %}
    union all
    select
        '{{ task.name }}' as model_name,
        customer_id,
        cast({{ task.score }} as double) as score
    from {{ task.name }}_scores
    {%- endfor %}
),

grouped as (
    {% for group in groups -%}
    select
        scores.model_name,
        '{{ group }}' as grouped_by,
        coalesce(customers.{{ group }}, 'unknown') as group_name,
        scores.score
    from scores
    inner join customers
        on scores.customer_id = customers.customer_id
    where scores.score is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
)

select
    model_name,
    grouped_by,
    group_name,
    cast(count(*) as int) as customers_count,
    {{ ratio('sum(cast(score as decimal(18, 9)))', 'count(*)') }} as average_score,
    median(score) as median_score
from grouped
group by model_name, grouped_by, group_name
