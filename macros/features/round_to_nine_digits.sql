{% macro round_to_nine_digits(number) -%}
    {#- The last digits of a double differ between engines and machines. -#}
    {%- set scale = "power(10, 8 - floor(log10(abs(nullif(" ~ number ~ ", 0)))))" -%}
    case
        when {{ number }} = 0 then cast(0 as double)
        else round({{ number }} * {{ scale }}) / nullif({{ scale }}, 0)
    end
{%- endmacro %}
