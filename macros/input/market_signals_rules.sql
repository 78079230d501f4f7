{% macro market_signals_rules() %}
    {% do return({}) %}
{% endmacro %}
