{% macro whole_share(total, weight, whole) -%}
    cast(floor({{ ratio('cast(' ~ total ~ ' as double) * ' ~ weight, whole) }}) as decimal(18, 0))
{%- endmacro %}
