{% macro null_unless_all_known(amount) -%}
    {#- A plain sum skips nulls, and would show an incomplete sum as complete. -#}
    cast(
        case when count({{ amount }}) = count(*) then sum({{ amount }}) end as decimal(18, 2)
    )
{%- endmacro %}
