{% macro orphan(key, relation, parent_key=none) -%}
    {#- Condition: the row names a parent that does not exist. -#}
    ({{ key }} is not null and not exists (
        select 1 from {{ relation }} as parent
        where parent.{{ parent_key or key }} = ranked.{{ key }}
    ))
{%- endmacro %}
