{% macro delete_rows(relation, alias, condition) %}
    {#- Statement, or nothing: deletes the rows for which a condition is true. -#}
    {{- return(adapter.dispatch('delete_rows', 'growthmart')(relation, alias, condition)) -}}
{% endmacro %}

{% macro default__delete_rows(relation, alias, condition) -%}
    delete from {{ relation }} as {{ alias }} where {{ condition }}
{%- endmacro %}

{% macro spark__delete_rows(relation, alias, condition) -%}
    {#- Parquet has no delete: the table is written again. -#}
    {%- if execute -%}
    {%- do adapter.keep_rows(
        relation,
        'select * from ' ~ relation ~ ' as ' ~ alias ~ ' where not coalesce(' ~ condition ~ ', false)'
    ) -%}
    {%- endif -%}
{%- endmacro %}
