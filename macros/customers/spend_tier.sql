{% macro spend_tier(rank, buyers_count) -%}
    case
        -- 10 % of the buyers
        when 10 * ({{ rank }} - 1) < {{ buyers_count }} then 'top'
        -- the next 20 %
        when 10 * ({{ rank }} - 1) < 3 * {{ buyers_count }} then 'high'
        -- the next 40 %
        when 10 * ({{ rank }} - 1) < 7 * {{ buyers_count }} then 'middle'
        -- the other 30 %
        when {{ rank }} <= {{ buyers_count }} then 'low'
    end
{%- endmacro %}
