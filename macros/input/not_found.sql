{% macro not_found(key, relation) -%}
    ({{ key }} is not null and not exists (
        select 1 from {{ relation }} as parent where parent.{{ key }} = ranked.{{ key }}
    ))
{%- endmacro %}
