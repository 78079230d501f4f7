{% macro origin_columns() -%}
    {#- What a row of state says of the build that wrote it; a later build uses only rows of the same
        sources and the same key (has_own_origin). -#}
    {%- set context = state_context() if execute else {} -%}
    {{ text_literal(context.sources) }} as sources,
    {{ text_literal(context.key_fingerprint) }} as key_fingerprint,
    {{ call_library('version') }} as library_version
{%- endmacro %}
