{% macro age_band(age) -%}
    case
        when {{ age }} < 18 then 'under 18'
        {%- for lower, upper in [(18, 24), (25, 34), (35, 44), (45, 54), (55, 64)] %}
        when {{ age }} <= {{ upper }} then '{{ lower }}-{{ upper }}'
        {%- endfor %}
        when {{ age }} >= 65 then '65 and over'
    end
{%- endmacro %}
