{% macro rounded_ratio(numerator, denominator) -%}
    {{ nine_digits(ratio(numerator, denominator)) }}
{%- endmacro %}
