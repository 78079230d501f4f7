{% macro known_source(name) -%}
    {#- The name of an enabled source, or unknown: as the data write it, it may be any text. -#}
    case when {{ name }} in ('{{ enabled_sources() | join("', '") }}') then {{ name }} else 'unknown' end
{%- endmacro %}
