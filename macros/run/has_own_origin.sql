{% macro has_own_origin() -%}
    {%- set context = state_context() if execute else {} -%}
    sources = {{ text_literal(context.sources) }}
    and key_fingerprint = {{ text_literal(context.key_fingerprint) }}
{%- endmacro %}
