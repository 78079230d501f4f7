{% macro products_rules() %}
    {% do return({
        'negative_price': 'list_price < 0 or unit_cost < 0',
        'unknown_currency': not_a_currency('currency_code'),
    }) %}
{% endmacro %}
