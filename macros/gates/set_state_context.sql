{% macro set_state_context() -%}
    {%- if execute -%}
    {%- set context = state_context() -%}
    {%- do context.update({'retrain_every_days': var('retrain_every_days')}) -%}
    {{ set_variable('state_context', tojson(context)) }}
    {%- endif -%}
{%- endmacro %}
