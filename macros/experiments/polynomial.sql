{% macro polynomial(variable, coefficients) -%}
    {#- Horner's scheme. Without the exponent, Spark would read the numbers as decimals. -#}
    {%- for _ in coefficients[1:] %}({% endfor -%}
    {{ coefficients[0] }}e0
    {%- for coefficient in coefficients[1:] %} * {{ variable }} + {{ coefficient }}e0){% endfor -%}
{%- endmacro %}
