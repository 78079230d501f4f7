{% macro customer_contacts_rules() %}
    {% do return({
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
