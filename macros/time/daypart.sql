{% macro daypart(hour_of_day) -%}
    case
        when {{ hour_of_day }} < 6 then 'night'
        when {{ hour_of_day }} < 12 then 'morning'
        when {{ hour_of_day }} < 18 then 'afternoon'
        when {{ hour_of_day }} < 24 then 'evening'
    end
{%- endmacro %}
