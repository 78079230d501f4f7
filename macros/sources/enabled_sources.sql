{% macro enabled_sources() %}
    {#- The validated list of var sources. -#}
    {% set sources = var('sources') %}
    {% set known = var('source_catalogue') %}
    {% if sources is string or sources is mapping or sources is not iterable or not sources %}
        {% do exceptions.raise_compiler_error(
            "var sources must be a list such as [demo], and is: " ~ sources
        ) %}
    {% endif %}
    {% for source in sources if source not in known %}
        {% do exceptions.raise_compiler_error(
            "unknown source '" ~ source ~ "' in var sources. Known are: "
            ~ known.keys() | sort | join(', ')
            ~ ". A new one is a folder models/staging/" ~ source
            ~ " and an entry in var source_catalogue of dbt_project.yml"
        ) %}
    {% endfor %}
    {% for source in sources %}
        {% for entity in known[source].get('entities') or [] if entity not in var('entities') %}
            {% do exceptions.raise_compiler_error(
                "source " ~ source ~ " of var source_catalogue fills an entity that does not exist: "
                ~ entity ~ ". The entities are: " ~ var('entities') | sort | join(', ')
            ) %}
        {% endfor %}
    {% endfor %}
    {% do return(sources | unique | list) %}
{% endmacro %}
