{% macro null_unless_all_known(amount) -%}
    {#- A bare sum passes over nulls, and so shows too little as if it were all. -#}
    cast(
        case when count({{ amount }}) = count(*) then sum({{ amount }}) end as decimal(18, 2)
    )
{%- endmacro %}
