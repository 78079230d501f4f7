{% macro input_entity() -%}
    {#- The rows of the model's entity that no rule rejects. -#}
    {%- set entity = model.name | replace('input_', '', 1) -%}
    {%- if not sources_of(entity) -%}
        {{ return(empty_entity()) }}
    {%- endif -%}
select {{ contract_columns(model.name) | map(attribute='name') | join(', ') or '1 as nothing' }}
from ({{ judged_rows(entity) }}) as judged
where rejection_reason is null
{%- endmacro %}
