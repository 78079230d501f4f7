{% macro stamp_build() %}
    {#- Statement, or nothing: notes on a table which run has built it. A view stores no rows that
        could be of another run. -#}
    {%- if model.config.materialized != 'view' -%}
        {{- return(adapter.dispatch('stamp_build', 'growthmart')()) -}}
    {%- endif -%}
{% endmacro %}

{% macro default__stamp_build() -%}
    comment on table {{ this }} is 'run {{ invocation_id }}'
{%- endmacro %}

{% macro spark__stamp_build() -%}
    {%- do adapter.set_table_comment(this, 'run ' ~ invocation_id) -%}
{%- endmacro %}
