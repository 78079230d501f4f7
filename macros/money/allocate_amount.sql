{% macro allocate_amount(total, part, part_up_to, whole, takes_total_if_whole_is_zero) -%}
    {#- The share of a part in a total, in whole cents that add up to the total. If the whole is
        zero there are no shares: the part with the last argument true gets the total. -#}
    cast(case
        when {{ whole }} <> 0 then
            {{ allocated_cumulative_amount(total, part_up_to, whole) }}
            - {{ allocated_cumulative_amount(total, part_up_to ~ ' - ' ~ part, whole) }}
        when {{ takes_total_if_whole_is_zero }} then {{ total }}
        else 0
    end as decimal(18, 2))
{%- endmacro %}
