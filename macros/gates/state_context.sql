{% macro state_context() %}
    {#- What every row of the state database carries, beside the library's version. -#}
    {% set sources = enabled_sources() | sort %}
    {% set fingerprint = run_query(
        "select " ~ call_library('key_fingerprint', [tojson(enabled_sources())])
    ).columns[0].values()[0] %}
    {% do return({'sources': sources | join(','), 'key_fingerprint': fingerprint}) %}
{% endmacro %}
