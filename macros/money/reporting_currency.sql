{% macro reporting_currency() %}
    {#- The var, else the one currency that the sources' own exchange rates convert to, else none:
        then the data must hold a single currency. -#}
    {% if var('reporting_currency') %}
        {% do return(var('reporting_currency')) %}
    {% endif %}
    {% set stated = [] %}
    {% for source in var('sources') %}
        {% do stated.append(var('source_catalogue')[source].get('reporting_currency')) %}
    {% endfor %}
    {% set stated = stated | reject('none') | unique | list %}
    {% do return(stated[0] if stated | length == 1 else none) %}
{% endmacro %}
