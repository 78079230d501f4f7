{% macro exchange_rates_rules() %}
    {% do return({
        'unknown_currency': invalid_currency_code('currency_code'),
        'rate_not_positive': 'rate_to_reporting <= 0',
        'not_first_of_month': "month <> cast(date_trunc('month', month) as date)",
    }) %}
{% endmacro %}
