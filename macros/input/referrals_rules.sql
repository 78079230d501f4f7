{% macro referrals_rules() %}
    {% set customers = ref('input_customers') %}
    {% do return({
        'self_referral': 'referrer_source_customer_key = referred_source_customer_key',
        'orphan_customer':
            orphan('referrer_source_customer_key', customers, 'source_customer_key') ~ ' or '
            ~ orphan('referred_source_customer_key', customers, 'source_customer_key'),
    }) %}
{% endmacro %}
