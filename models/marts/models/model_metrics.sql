{% set fields = {
    'algorithm': 'string', 'split': 'string', 'metric': 'string', 'value': 'double'
} -%}
with figures as (
    {% for task in predictive_models() -%}
    select
        '{{ task.name }}' as model_name,
        run_id,
        {{ rows_of_json('metrics', fields) }} as figure
    from {{ ref('ml_' ~ task.name ~ '_model') }}
    where {{ has_own_origin() }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

drift as (
    {% for task in predictive_models() -%}
    select
        '{{ task.name }}' as model_name,
        *
    from {{ ref('ml_' ~ task.name ~ '_drift') }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
)

select
    figures.model_name,
    figures.run_id,
    figures.figure.algorithm,
    figures.figure.split,
    figures.figure.metric,
    figures.figure.value
from figures

union all

select
    model_name,
    run_id,
    algorithm,
    split,
    metric,
    value
from drift
