{% macro noon_of_date(date, zone) -%}
    {#- UTC. A day is that day where the business is. Noon is on the same day in the zones nearby. -#}
    {{ utc_timestamp("(try_cast(" ~ date ~ " as timestamp) + interval '12' hour)", zone) }}
{%- endmacro %}
