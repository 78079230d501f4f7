{% macro is_own_domain(host) -%}
    (
        false
        {%- for domain in var('own_domains') %}
        {%- set plain = domain | lower | replace('www.', '') | replace("'", "''") %}
        or '.' || {{ host }} like '%.{{ plain }}'
        {%- endfor %}
    )
{%- endmacro %}
