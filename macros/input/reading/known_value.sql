{% macro known_value(column, source) -%}
    {#- A value of read_rows, or null if it is an id or a time that means that there is none; nothing
        for a column whose values all have a meaning. References have one here: they become null if
        they lead nowhere. -#}
    {%- if is_id_of_person(column.name)
        or column.name in ['promotion_code', 'ad_key', 'ad_group_key', 'cost_key'] -%}
    {{ null_if_no_one(column.name, source) }}
    {%- elif column.data_type in ['date', 'timestamp'] and not is_required(column) -%}
    case when not {{ is_no_time(column.name) }} then {{ column.name }} end
    {%- endif -%}
{%- endmacro %}
