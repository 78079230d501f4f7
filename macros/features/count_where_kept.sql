{% macro count_where_kept(entity, number) -%}
    {#- Nothing happened is 0; that nobody tells what happened is null. -#}
    {%- set entities = [] -%}
    {%- for source in enabled_sources() -%}
        {%- do entities.extend(var('source_catalogue')[source].entities) -%}
    {%- endfor -%}
    cast({{ "coalesce(" ~ number ~ ", 0)" if entity in entities else "null" }} as int)
{%- endmacro %}
