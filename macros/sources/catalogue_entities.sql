{% macro catalogue_entities() %}
    {#- Every entity that a source of the catalogue fills, also one that is not enabled. -#}
    {% set entities = [] %}
    {% for source in var('source_catalogue').values() %}
        {% do entities.extend(source.get('entities') or []) %}
    {% endfor %}
    {% do return(entities | unique | sort) %}
{% endmacro %}
