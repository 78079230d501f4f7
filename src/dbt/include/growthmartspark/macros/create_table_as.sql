{% macro growthmartspark__create_table_as(temporary, relation, compiled_code, language='sql') -%}
    {#- dbt-spark's own, where a killed build may have left files. -#}
    {%- if not temporary -%}{%- do adapter.remove_leftover(relation) -%}{%- endif -%}
    {{- return(spark__create_table_as(temporary, relation, compiled_code, language)) -}}
{%- endmacro %}
