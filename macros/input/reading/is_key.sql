{% macro is_key(name) %}
    {#- Whether a column of the contract holds an id with the prefix of its source. -#}
    {% do return(
        name.endswith('_key') or name == 'promotion_code'
        or is_id_of_person(name) and not name.endswith('_hash')
    ) %}
{% endmacro %}
