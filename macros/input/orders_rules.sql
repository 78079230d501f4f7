{% macro orders_rules() %}
    {% do return({
        'test': 'is_test',
        'test_customer':
            "source_customer_key in (select row_key from " ~ ref('input_customers_rejected')
            ~ " where rule = 'test')",
        'unknown_status':
            "status not in ('placed', 'paid', 'shipped', 'delivered', 'cancelled')",
        'unknown_currency': invalid_currency_code('currency_code'),
        'unknown_sales_channel': "sales_channel not in ('web', 'app', 'store', 'phone')",
        'in_the_future': "ordered_at > loaded_at + interval '1' day",
        'negative_amount': 'shipping_amount < 0 or tax_amount < 0 or discount_amount < 0',
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
