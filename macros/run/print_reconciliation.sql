{% macro print_reconciliation(results, reconciliation) %}
    {#- When this run has built core: the terms of the test reconciles_with_staged_input. -#}
    {% set built = results | selectattr('node.name', 'equalto', 'fct_orders')
        | selectattr('status', 'equalto', 'success') | list %}
    {% if built %}
        {% for terms in run_query(reconciliation).rows %}
            {% do print(
                '  reconciled ' ~ terms[0] ~ ': net ' ~ '{:,}'.format(terms[1]) ~ ' + cancelled '
                ~ '{:,}'.format(terms[2]) ~ ' + discounts ' ~ '{:,}'.format(terms[3])
                ~ ' - unmatched refunds ' ~ '{:,}'.format(terms[4]) ~ ' + shipping '
                ~ '{:,}'.format(terms[5]) ~ ' + rejected ' ~ '{:,}'.format(terms[6]) ~ ' = '
                ~ '{:,}'.format(terms[1] + terms[2] + terms[3] - terms[4] + terms[5] + terms[6])
                ~ ', input ' ~ '{:,}'.format(terms[7])
            ) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
