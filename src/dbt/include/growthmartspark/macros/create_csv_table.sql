{% macro growthmartspark__create_csv_table(model, agate_table) -%}
    {#- dbt-spark's own, where a killed build may have left files. -#}
    {%- do adapter.remove_leftover(this) -%}
    {{- return(spark__create_csv_table(model, agate_table)) -}}
{%- endmacro %}
