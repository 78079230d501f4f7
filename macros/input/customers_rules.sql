{% macro customers_rules() %}
    {% do return({'test': 'is_test'}) %}
{% endmacro %}
