{% macro campaigns_rules() %}
    {% do return({
        'unknown_channel': "channel not in ('email', 'sms', 'push', 'ads', 'direct_mail', 'phone')",
        'negative_amount': 'fixed_cost < 0 or cost_per_message < 0',
        'unknown_currency':
            invalid_currency_code('currency_code') ~ ' or (currency_code is null '
            ~ 'and coalesce(fixed_cost, cost_per_message) is not null)',
        'impossible_times': 'ended_on < started_on',
    }) %}
{% endmacro %}
