{% macro published_folder() %}
    {% set file = published_file() %}
    {% do return(file.rsplit('/', 1)[0] if '/' in file else '.') %}
{% endmacro %}
