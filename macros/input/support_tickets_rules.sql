{% macro support_tickets_rules() %}
    {% do return({
        'impossible_times': 'least(first_reply_at, resolved_at) < opened_at',
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
