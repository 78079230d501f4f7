{% macro read_value(column, family, source) -%}
    {#- A value of staged_value as the contract has it, or null if it cannot be read. -#}
    {%- set name = column.name -%}
    {%- set data_type = column.data_type -%}
    {%- set zone = var('source_catalogue')[source].get('time_zone') or var('reporting_time_zone') -%}
    {%- if data_type == 'string' -%}
    {{ read_text(column) }}
    {%- elif data_type == 'timestamp' and family == 'text' -%}
    case
        when regexp_extract({{ name }}, '^[0-9]+[-/][0-9]+[-/][0-9]+$', 0) <> ''
            then {{ noon_of_date(date_from_text(name), zone) }}
        else {{ timestamp_from_text(name) }}
    end
    {%- elif data_type == 'timestamp' and family == 'date' -%}
    {{ noon_of_date(name, zone) }}
    {%- elif data_type == 'timestamp' and family == 'instant' -%}
    {{ timestamp_of_instant(name) }}
    {%- elif data_type == 'date' and family == 'text' -%}
    {#- the day that the text names, without its time and offset -#}
    {{ date_from_text("split_part(split_part(" ~ name ~ ", 'T', 1), ' ', 1)") }}
    {%- elif data_type == 'date' and family in ['instant', 'time'] -%}
    {#- midnight is a day that a tool wrote as a time; any other time is UTC -#}
    {%- set time = timestamp_of_instant(name) if family == 'instant' else name -%}
    cast(case
        when try_cast(cast({{ time }} as date) as timestamp) = {{ time }} then {{ time }}
        else {{ local_timestamp(time, "'" ~ zone ~ "'") }}
    end as date)
    {%- elif data_type == 'boolean' and family == 'text' -%}
    {#- a column of booleans with gaps becomes one of floating-point numbers: 1.0 -#}
    try_cast({{ canonical_id(name) }} as boolean)
    {%- else -%}
    try_cast({{ name }} as {{ data_type }})
    {%- endif -%}
{%- endmacro %}
