{% macro rejected_rows(entity, amount) -%}
    {#- Query: the rejected rows of an entity, in the columns of input_rejected_rows. -#}
    {%- set key = model_node('input_' ~ entity).config.meta.key if execute else [] -%}
select
    '{{ entity }}' as entity,
    -- a key of which every part is null is no key
    {% if key -%} nullif(concat_ws('/', {{ key | join(', ') }}), '')
    {%- else -%} cast(null as string) {%- endif %} as row_key,
    rejection_reason,
    source_name,
    try_cast(round({{ amount }}, 2) as decimal(18, 2)) as amount
from ({{ judged_rows(entity) }}) as judged
where rejection_reason is not null and rejection_reason <> 'superseded'
{%- endmacro %}
