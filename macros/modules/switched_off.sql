{% macro switched_off(kind) %}
    {#- The names of one kind (entities, models, unpublished) of the modules that are left out. -#}
    {% set names = [] %}
    {% for module, contents in var('module_catalogue').items() if module not in var('modules') %}
        {% do names.extend(contents.get(kind) or []) %}
    {% endfor %}
    {% do return(names) %}
{% endmacro %}
