{% macro source_tag(utm_source) -%}
    coalesce({{ address_host(utm_source) }}, {{ plain_tag(utm_source) }})
{%- endmacro %}
