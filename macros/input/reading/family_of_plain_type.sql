{% macro family_of_plain_type(data_type) %}
    {% set name = data_type.split('(')[0] %}
    {#- dbt calls a varchar of DuckDB `character varying`. -#}
    {% if name in ['varchar', 'string', 'text', 'character varying'] %}
        {% do return('text') %}
    {% elif name in ['double', 'float', 'real'] %}
        {% do return('float') %}
    {% elif name == 'decimal' or name.endswith('int') or name in ['integer', 'byte', 'short', 'long'] %}
        {% do return('number') %}
    {% elif name == 'date' %}
        {% do return('date') %}
    {% endif %}
    {% do return('other') %}
{% endmacro %}
