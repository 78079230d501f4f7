{% macro ad_spend_rules() %}
    {% do return({
        'bad_count': 'impressions < 0 or clicks < 0 or conversions < 0',
        'negative_amount': 'spend < 0 or conversions_value < 0',
        'unknown_currency': invalid_currency_code('currency_code'),
    }) %}
{% endmacro %}
