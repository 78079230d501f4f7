{% macro season(month) -%}
    case
        when {{ month }} in (12, 1, 2) then 'December to February'
        when {{ month }} in (3, 4, 5) then 'March to May'
        when {{ month }} in (6, 7, 8) then 'June to August'
        when {{ month }} in (9, 10, 11) then 'September to November'
    end
{%- endmacro %}
