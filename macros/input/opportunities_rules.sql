{% macro opportunities_rules() %}
    {% do return({
        'negative_amount': 'amount < 0',
        'orphan_lead': not_found('lead_key', ref('input_leads')),
        'orphan_customer': not_found('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
