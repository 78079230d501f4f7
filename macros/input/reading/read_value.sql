{% macro read_value(column, family, source) -%}
    {#- A staged value as the contract has it, or null if it cannot be read. -#}
    {%- set name = column.name -%}
    {%- set data_type = column.data_type -%}
    {%- set zone = var('source_catalogue')[source].get('time_zone') or var('reporting_time_zone') -%}
    {%- if data_type == 'string' -%}
    {{ read_text(column, source) }}
    {%- elif data_type == 'timestamp' and family == 'text' -%}
    {%- set text = "trim(cast(" ~ name ~ " as string))" -%}
    case
        when regexp_extract({{ text }}, '^[0-9]+-[0-9]+-[0-9]+$', 0) <> ''
            then {{ noon_of_date('try_cast(' ~ text ~ ' as date)', zone) }}
        else {{ timestamp_from_text(filled(name, family)) }}
    end
    {%- elif data_type == 'timestamp' and family == 'date' -%}
    {{ noon_of_date(name, zone) }}
    {%- elif data_type == 'timestamp' and family == 'instant' -%}
    {{ timestamp_of_instant(name) }}
    {%- elif data_type == 'date' and family == 'text' -%}
    {#- the day that the text names, without its time and offset -#}
    try_cast(split_part(split_part(trim(cast({{ name }} as string)), 'T', 1), ' ', 1) as date)
    {%- elif data_type == 'date' and family == 'instant' -%}
    cast({{ local_timestamp(timestamp_of_instant(name), "'" ~ zone ~ "'") }} as date)
    {%- elif data_type == 'date' and family == 'time' -%}
    {#- midnight is a day that a tool wrote as a time; any other time is UTC -#}
    cast(case
        when try_cast(cast({{ name }} as date) as timestamp) = {{ name }} then {{ name }}
        else {{ local_timestamp(name, "'" ~ zone ~ "'") }}
    end as date)
    {%- else -%}
    try_cast({{ filled(name, family) }} as {{ data_type }})
    {%- endif -%}
{%- endmacro %}
