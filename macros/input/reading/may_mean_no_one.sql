{% macro may_mean_no_one(column) %}
    {#- Whether a column of the contract may hold a value that means no one: an id of a person, or a
        reference or an ad that is optional. -#}
    {% do return(
        is_id_of_person(column.name) or (column.name.endswith('_key') and not is_required(column))
    ) %}
{% endmacro %}
