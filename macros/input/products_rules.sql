{% macro products_rules() %}
    {% do return({
        'negative_price': 'list_price < 0 or unit_cost < 0',
        'unknown_currency': invalid_currency_code('currency_code'),
    }) %}
{% endmacro %}
