{% macro state_context() %}
    {#- What every row of the state database holds, in addition to the library's version. -#}
    {% set sources = enabled_sources() | sort %}
    {% set fingerprint = library_answer('key_fingerprint', [tojson(enabled_sources())]) %}
    {% do return({'sources': sources | join(','), 'key_fingerprint': fingerprint}) %}
{% endmacro %}
