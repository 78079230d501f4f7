{% macro predictive_models() %}
    {#- The tasks that have a model in the registry and are built. scores: the table and the column of
        their scores, if they score people. -#}
    {% set tasks = [
        {'name': 'segmentation'},
    ] %}
    {% set built = [] %}
    {% for task in tasks if 'ml_' ~ task.name ~ '_model' not in switched_off('models') %}
        {% do built.append(task) %}
    {% endfor %}
    {% do return(built) %}
{% endmacro %}
