{% macro sources_of(entity) %}
    {#- The enabled sources that fill an entity of the contract. -#}
    {% set filling = [] %}
    {% for source in enabled_sources() if entity in var('source_catalogue')[source].get('entities', []) %}
        {% do filling.append(source) %}
    {% endfor %}
    {% do return(filling) %}
{% endmacro %}
