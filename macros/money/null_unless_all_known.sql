{% macro null_unless_all_known(amount, window=none) -%}
    {#- A plain sum skips nulls, and would show an incomplete sum as complete. -#}
    {%- set over = ' over ' ~ window if window else '' -%}
    cast(
        case when count({{ amount }}){{ over }} = count(*){{ over }} then sum({{ amount }}){{ over }} end
        as decimal(18, 2)
    )
{%- endmacro %}
