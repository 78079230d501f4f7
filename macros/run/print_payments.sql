{% macro print_payments(results) %}
    {#- The terms of the test olist_payments_cover_their_orders, when this run has made it. -#}
    {% set tested = results | selectattr('node.name', 'equalto', 'olist_payments_cover_their_orders')
        | map(attribute='status') | map('string') | list %}
    {% if 'pass' in tested or 'fail' in tested %}
        {% set reasons = run_query(payment_reasons_sql('olist')).rows %}
        {% set terms = [] %}
        {% for row in reasons if row['difference'] %}
            {% do terms.append(
                ' + ' ~ row['reason'] ~ ' ' ~ '{:,}'.format(row['difference']) ~ ' ('
                ~ '{:,}'.format(row['orders_count']) ~ ' orders)'
            ) %}
        {% endfor %}
        {% do print(
            '  payments   olist: order value '
            ~ '{:,}'.format(reasons | map(attribute='order_value') | sum) ~ terms | join('')
            ~ ' = paid ' ~ '{:,}'.format(reasons | map(attribute='paid') | sum)
        ) %}
    {% endif %}
{% endmacro %}
