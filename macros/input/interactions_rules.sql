{% macro interactions_rules() %}
    {% do return({
        'unknown_interaction_type':
            "interaction_type not in ('call', 'chat', 'visit', 'mail', 'social')",
        'bad_duration': 'duration_seconds < 0',
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
