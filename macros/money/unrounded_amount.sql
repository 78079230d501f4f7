{% macro unrounded_amount(amount, rate) -%}
    {#- 15 places, equal on both engines: of the product's 38 digits DuckDB keeps 24 places and Spark
        15. An amount that does not fit is null: the product of two large decimals is an error. -#}
    case
        when abs(cast({{ amount }} as double) * cast({{ rate }} as double)) < 1e14
            then cast(
                round(try_cast({{ amount }} as decimal(24, 12)) * {{ rate }}, 15)
                as decimal(38, 15)
            )
    end
{%- endmacro %}
