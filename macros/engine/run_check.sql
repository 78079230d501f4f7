{% macro run_check(query) %}
    {#- Statement, or nothing: runs a query for the error that it may raise. A select without a
        fetch would block DuckDB's connection, and Spark would not run it. -#}
    {{- return(adapter.dispatch('run_check', 'growthmart')(query)) -}}
{% endmacro %}

{% macro default__run_check(query) -%}
    set variable growthmart_checked = (
        {{ query }}
    )
{%- endmacro %}

{% macro spark__run_check(query) -%}
    {%- do run_query(query) -%}
{%- endmacro %}
