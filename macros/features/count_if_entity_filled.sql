{% macro count_if_entity_filled(entity, number) -%}
    {#- Nothing happened is 0; that nobody tells what happened is null. -#}
    cast({{ "coalesce(" ~ number ~ ", 0)" if sources_of(entity) else "null" }} as int)
{%- endmacro %}
