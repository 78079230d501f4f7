{% macro leads_rules() %}
    {% do return({
        'negative_amount': 'value < 0',
        'unknown_currency':
            invalid_currency_code('currency_code') ~ ' or (currency_code is null and value is not null)',
        'impossible_times':
            "least(qualified_at, won_at, lost_at) < created_at "
            ~ "or (won_at is not null and lost_at is not null)",
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
