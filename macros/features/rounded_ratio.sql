{% macro rounded_ratio(numerator, denominator) -%}
    {{ round_to_nine_digits(ratio(numerator, denominator)) }}
{%- endmacro %}
