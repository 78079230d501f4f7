{% macro key_of_tested_model() %}
    {#- The columns of meta.key of the model or seed that the running test is attached to. In a
        generic test `model` is the relation under test; here it is the node of the test. -#}
    {% if execute %}
        {% set tested = graph.nodes[model.attached_node] %}
        {% set key = tested.config.meta.get('key') %}
        {% if not key %}
            {% do exceptions.raise_compiler_error(
                'The test primary_key needs the key of ' ~ tested.name ~ ': write meta: {key: '
                ~ '[<columns>]} under its config in ' ~ tested.patch_path.split('://')[-1]
            ) %}
        {% endif %}
        {% do return(key) %}
    {% endif %}
    {% do return([]) %}
{% endmacro %}
