{% macro is_key(name) %}
    {#- Whether a column of the contract holds an id that may have the prefix of its source. -#}
    {% do return(
        has_source_prefix(name) or is_id_of_person(name) and not name.endswith('_hash')
    ) %}
{% endmacro %}
