{% macro opportunities_rules() %}
    {% do return({
        'negative_amount': 'amount < 0',
        'orphan_lead': orphan('lead_key', ref('input_leads')),
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
