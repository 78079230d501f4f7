{% macro sources_with(entity) %}
    {#- The enabled sources that have an entity of the contract, whether its module is on or not. -#}
    {% set having = [] %}
    {% set catalogue = var('source_catalogue') %}
    {% for source in enabled_sources() if entity in (catalogue[source].get('entities') or []) %}
        {% do having.append(source) %}
    {% endfor %}
    {% do return(having) %}
{% endmacro %}
