{% macro print_reconciliation(results) %}
    {#- The terms of the test reconciles_with_staged_input, when this run has made it: then the raw
        files that it reads are there. -#}
    {% set tested = results | selectattr('node.name', 'equalto', 'reconciles_with_staged_input')
        | map(attribute='status') | map('string') | list %}
    {% if 'pass' in tested or 'fail' in tested %}
        {% for terms in run_query(reconciliation_sql()).rows %}
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
