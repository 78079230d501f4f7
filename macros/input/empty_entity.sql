{% macro empty_entity() -%}
    {#- An entity that no enabled source fills: nothing is judged and nothing stored. It is a view,
        so that every reader of the entity finds its columns and no rows. -#}
    {%- do config(materialized='view') -%}
    select
        {%- for column in contract_columns(model.name) %}
        cast(null as {{ column.data_type }}) as {{ column.name }} {{- ',' if not loop.last }}
        {%- else %}
        1 as nothing
        {%- endfor %}
    where 1 = 0
{%- endmacro %}
