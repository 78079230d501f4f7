{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- The folder's schema as it is written, without the target's name before it. -#}
    {{- custom_schema_name | trim if custom_schema_name else target.schema -}}
{%- endmacro %}
