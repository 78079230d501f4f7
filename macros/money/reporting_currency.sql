{% macro reporting_currency() %}
    {#- The var; otherwise the currency that the exchange rates of the sources convert to; otherwise
        none: then the data must hold a single currency. -#}
    {% set wanted = var('reporting_currency') %}
    {% set stated = [] %}
    {% for source in enabled_sources() %}
        {% set currency = var('source_catalogue')[source].get('reporting_currency') %}
        {% if currency and wanted and currency != wanted %}
            {% do exceptions.raise_compiler_error(
                "the exchange rates of " ~ source ~ " convert to " ~ currency
                ~ ", and var reporting_currency is " ~ wanted
                ~ ": drop the var, or give the source rates to " ~ wanted
                ~ " and say so in var source_catalogue"
            ) %}
        {% endif %}
        {% if currency and currency not in stated %}
            {% do stated.append(currency) %}
        {% endif %}
    {% endfor %}
    {% if stated | length > 1 %}
        {% do exceptions.raise_compiler_error(
            "the exchange rates of the sources convert to different currencies ("
            ~ stated | join(', ') ~ "): they cannot be built together"
        ) %}
    {% endif %}
    {% do return(wanted or stated | first | default(none)) %}
{% endmacro %}
