{% macro exchange_rates_rules() %}
    {% do return({'rate_not_positive': 'rate_to_reporting <= 0'}) %}
{% endmacro %}
