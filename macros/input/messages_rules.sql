{% macro messages_rules() %}
    {% do return({
        'impossible_times':
            "sent_at < assigned_at or delivered_at < sent_at or bounced_at < sent_at "
            ~ "or least(opened_at, clicked_at, unsubscribed_at, complained_at) < delivered_at",
        'control_was_sent': "experiment_arm = 'control' and sent_at is not null",
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
        'orphan_campaign': orphan('campaign_key', ref('input_campaigns')),
    }) %}
{% endmacro %}
