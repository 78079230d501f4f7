{% macro is_marketable(marketable_channels) %}
    {{- return(adapter.dispatch('is_marketable', 'growthmart')(marketable_channels)) -}}
{% endmacro %}

{% macro default__is_marketable(marketable_channels) -%}
    {{ marketable_channels }} <> ''
{%- endmacro %}
