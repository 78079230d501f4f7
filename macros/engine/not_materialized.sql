{% macro not_materialized() %}
    {#- In `with name as not_materialized() (...)`: a CTE that is read several times is computed
        each time, with the needed columns only. To materialize all its rows would fill the memory.
        -#}
    {{- return(adapter.dispatch('not_materialized', 'growthmart')()) -}}
{% endmacro %}

{% macro default__not_materialized() -%}
    not materialized
{%- endmacro %}

{# Spark never materializes a CTE, and has no keyword for it. #}
{% macro spark__not_materialized() -%}
{%- endmacro %}
