{% macro type_family(data_type) %}
    {#- What a staged type can hold: text, float, number, date, time (without a time zone), instant
        (with one) or other. -#}
    {{- return(adapter.dispatch('type_family', 'growthmart')(data_type | lower)) -}}
{% endmacro %}

{% macro default__type_family(data_type) %}
    {% if data_type.startswith('timestamp with time zone') or data_type == 'timestamptz' %}
        {% do return('instant') %}
    {% elif data_type.startswith('timestamp') %}
        {% do return('time') %}
    {% endif %}
    {% do return(family_of_plain_type(data_type)) %}
{% endmacro %}

{% macro spark__type_family(data_type) %}
    {% if data_type == 'timestamp' %}
        {% do return('instant') %}
    {% elif data_type == 'timestamp_ntz' %}
        {% do return('time') %}
    {% endif %}
    {% do return(family_of_plain_type(data_type)) %}
{% endmacro %}
