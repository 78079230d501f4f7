{% macro rejected_rows(amounts) -%}
    {#- The rejected rows of every entity that an enabled source fills. `amounts` has, by entity,
        the expression of the value of a row. -#}
    {%- for entity in catalogue_entities() if sources_of(entity) -%}
        {%- set key = model_node('input_' ~ entity).config.meta.key if execute else [] %}
select
    '{{ entity }}' as entity,
    {% if key -%} nullif(concat_ws('/', {{ key | join(', ') }}), '')
    {%- else -%} cast(null as string) {%- endif %} as row_key,
    rejection_reason,
    source_name,
    try_cast({{ amounts.get(entity, 'null') }} as decimal(18, 2)) as amount
from ({{ judged_rows(entity) }}) as judged
where rejection_reason is not null
{{ 'union all' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
