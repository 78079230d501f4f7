{% macro not_materialized() %}
    {#- In `with name as not_materialized() (...)`: what is read several times is computed each time,
        and only the columns that are asked for; to keep all its rows would fill the memory. -#}
    {{- return(adapter.dispatch('not_materialized', 'growthmart')()) -}}
{% endmacro %}

{% macro default__not_materialized() -%}
    not materialized
{%- endmacro %}

{# Spark never keeps them, and has no word for it. #}
{% macro spark__not_materialized() -%}
{%- endmacro %}
