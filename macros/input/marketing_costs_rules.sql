{% macro marketing_costs_rules() %}
    {% do return({
        'unknown_cost_type': "cost_type not in ('agency', 'tools', 'people', 'content')",
        'negative_amount': 'amount < 0',
        'unknown_currency': invalid_currency_code('currency_code'),
        'not_first_of_month': "month <> cast(date_trunc('month', month) as date)",
    }) %}
{% endmacro %}
