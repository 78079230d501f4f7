{% macro seconds_between(earlier, later) %}
    {{- return(adapter.dispatch('seconds_between', 'growthmart')(earlier, later)) -}}
{% endmacro %}

{% macro default__seconds_between(earlier, later) -%}
    date_diff('second', {{ earlier }}, {{ later }})
{%- endmacro %}

{% macro spark__seconds_between(earlier, later) -%}
    {#- Cut to whole seconds first: before 1970, unix_timestamp would cut towards 1970. -#}
    (
        unix_timestamp(date_trunc('second', {{ later }}))
        - unix_timestamp(date_trunc('second', {{ earlier }}))
    )
{%- endmacro %}
