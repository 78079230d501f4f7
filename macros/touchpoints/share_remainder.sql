{% macro share_remainder(total, weight, whole, whole_share) -%}
    {#- As doubles, which hold these whole numbers exactly up to 2^53: equal weights have equal
        remainders on both engines. -#}
    cast({{ total }} as double) * {{ weight }} - cast({{ whole }} as double) * {{ whole_share }}
{%- endmacro %}
