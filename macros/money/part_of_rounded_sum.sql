{% macro part_of_rounded_sum(amount, window) -%}
    {#- The whole cents of one row, so that the rows up to any row are the rounded sum of their exact
        amounts: fractions of a cent are rounded after adding up. -#}
    {%- set up_to = "cast(sum(" ~ amount ~ ") over " ~ window ~ " as decimal(32, 15))" -%}
    try_cast(
        {{ money(up_to) }} - {{ money(up_to ~ " - cast(" ~ amount ~ " as decimal(32, 15))") }}
        as decimal(18, 2)
    )
{%- endmacro %}
