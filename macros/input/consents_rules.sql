{% macro consents_rules() %}
    {% do return({
        'unknown_purpose': "purpose not in ('marketing', 'profiling', 'ads')",
        'impossible_times': 'withdrawn_at < granted_at',
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
