{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- The folder's schema as it is written, without the target's name before it. Spark knows no
        second database: there, what is kept in the state database stands in a schema state. -#}
    {%- if target.type != 'duckdb' and node.config.database == 'state' -%}
        state
    {%- else -%}
        {{- custom_schema_name | trim if custom_schema_name else target.schema -}}
    {%- endif -%}
{%- endmacro %}
