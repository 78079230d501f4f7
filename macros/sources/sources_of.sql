{% macro sources_of(entity) %}
    {#- The enabled sources that fill an entity of the contract. -#}
    {% set filling = [] %}
    {% set catalogue = var('source_catalogue') %}
    {% for source in enabled_sources() if entity in (catalogue[source].get('entities') or []) %}
        {% do filling.append(source) %}
    {% endfor %}
    {% do return(filling) %}
{% endmacro %}
