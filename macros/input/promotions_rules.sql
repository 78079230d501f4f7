{% macro promotions_rules() %}
    {% do return({
        'negative_amount': 'value < 0 or minimum_order < 0',
        'impossible_times': 'valid_to < valid_from',
    }) %}
{% endmacro %}
