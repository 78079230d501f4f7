{% macro is_no_time(time) -%}
    {#- Condition: a time with which tools say that there is none: the first one that they know, or
        one after all others, such as 9999-12-31. Local clocks show 1970-01-01 as the day before. -#}
    (
        extract(year from {{ time }}) = 1 or extract(year from {{ time }}) > 2199
        or cast({{ time }} as date) in (
            {%- for day in ['1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1969-12-31', '1970-01-01'] %}
            date '{{ day }}' {{- ',' if not loop.last }}
            {%- endfor %}
        )
    )
{%- endmacro %}
