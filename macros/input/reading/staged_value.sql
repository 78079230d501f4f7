{% macro staged_value(column, family, source) -%}
    {#- A staged value as read_value expects it: a text without blanks around it, an id without the
        prefix of its source, and null where the value only says that there is none. -#}
    {%- set name = column.name -%}
    {%- set spelling = column.meta.get('spelling') -%}
    {%- if column.data_type != 'string' -%}
    {{ filled(name, family) }}
    {%- elif spelling -%}
    {{ trimmed(name) if is_required(column) else filled(name, 'text') }}
    {%- elif is_key(name) -%}
    {{ key_id(name, source) }}
    {%- elif name.endswith('_hash') or name == 'utm_campaign' -%}
    {{ trimmed(name) }}
    {%- else -%}
    {{ name }}
    {%- endif -%}
{%- endmacro %}
