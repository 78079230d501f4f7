{% macro is_paid_channel(channel) -%}
    ({{ channel }} like 'paid%' or {{ channel }} in ('cross_network', 'display', 'affiliates', 'audio'))
{%- endmacro %}
