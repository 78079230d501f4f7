{% macro two_sided_p_value(z) -%}
    (2 * {{ normal_upper_tail('abs(' ~ z ~ ')') }})
{%- endmacro %}
