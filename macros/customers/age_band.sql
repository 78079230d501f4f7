{% macro age_band(age) -%}
    case
        -- a year of birth of 0, 1 or 9999 says that there is none
        when {{ age }} not between 0 and 120 then null
        when {{ age }} < 18 then 'under 18'
        {%- for lower, upper in [(18, 24), (25, 34), (35, 44), (45, 54), (55, 64)] %}
        when {{ age }} <= {{ upper }} then '{{ lower }}-{{ upper }}'
        {%- endfor %}
        when {{ age }} >= 65 then '65 and over'
    end
{%- endmacro %}
