{% macro catalogue_problems() %}
    {#- A text for each staging model that the catalogue does not list, because it would not be read,
        and for each required entity that no enabled source fills. -#}
    {% set problems = [] %}
    {% for source in enabled_sources() if not var('source_catalogue')[source].get('entities') %}
        {% do problems.append(text_literal(
            "source " ~ source ~ " of var source_catalogue needs a list of the entities that it fills, "
            ~ "such as {entities: [customers, products, orders, order_items]}"
        )) %}
    {% endfor %}
    {% for node in graph.nodes.values() if node.resource_type == 'model' %}
        {% for source in enabled_sources() if node.name.startswith('stg_' ~ source ~ '__') %}
            {% set entity = node.name.split('__', 1)[1] %}
            {% if entity not in var('entities') %}
                {% do problems.append(text_literal(
                    node.name ~ " names no entity of the contract. The entities are: "
                    ~ var('entities') | sort | join(', ')
                )) %}
            {% elif entity not in (var('source_catalogue')[source].get('entities') or []) %}
                {% do problems.append(text_literal(
                    node.name ~ " is not read: add " ~ entity ~ " to the entities of " ~ source
                    ~ " in var source_catalogue of dbt_project.yml"
                )) %}
            {% endif %}
        {% endfor %}
    {% endfor %}
    {% for entity in ['customers', 'products', 'orders', 'order_items'] if not sources_of(entity) %}
        {% do problems.append(text_literal(
            "no source fills " ~ entity ~ ", which is required: add its staging model, and add it to "
            ~ "the entities of the source in var source_catalogue of dbt_project.yml"
        )) %}
    {% endfor %}
    {% do return(problems) %}
{% endmacro %}
