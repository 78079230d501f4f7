{% macro money(amount, places=2) -%}
    {#- An amount that does not fit is null: an error would stop the build without a row to blame. -#}
    try_cast(round({{ amount }}, {{ places }}) as decimal(18, {{ places }}))
{%- endmacro %}
