{% macro normalized_utm_source(utm_source) -%}
    coalesce({{ url_host(utm_source) }}, {{ normalized_utm(filled_tag(utm_source)) }})
{%- endmacro %}
