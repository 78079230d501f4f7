{% macro count_if_entity_filled(entity, number) -%}
    {#- 0 means that nothing happened; null means that no source records it. -#}
    cast({{ "coalesce(" ~ number ~ ", 0)" if sources_of(entity) else "null" }} as int)
{%- endmacro %}
