{% macro customer_contacts_rules() %}
    {% do return({
        'orphan_customer': not_found('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
