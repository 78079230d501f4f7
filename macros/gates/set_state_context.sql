{% macro set_state_context() -%}
    {%- if execute -%}
    {%- set context = state_context() -%}
    {%- do context.update({'retrain_every_days': var('retrain_every_days')}) -%}
    set variable state_context = {{ text_literal(tojson(context)) }}
    {%- endif -%}
{%- endmacro %}
