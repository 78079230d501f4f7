{% macro is_required(column) %}
    {#- Whether the contract says that a column is never null. -#}
    {% do return(column.constraints | selectattr('type', 'equalto', 'not_null') | list | length > 0) %}
{% endmacro %}
