{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- The folder's schema as it is written, without the target's schema as a prefix. Spark has no
        second database: there, the tables of the state database are in the schemas state and
        state_restricted. -#}
    {%- if target.type != 'duckdb' and node.config.database == 'state' -%}
        {{- 'state_restricted' if custom_schema_name == 'restricted' else 'state' -}}
    {%- else -%}
        {{- custom_schema_name | trim if custom_schema_name else target.schema -}}
    {%- endif -%}
{%- endmacro %}
