{% macro dbt_command() %}
    {#- dbt retry calls itself by the name of the command that it repeats, and selects nothing. -#}
    {% do return(flags.WHICH if selected_resources else 'retry') %}
{% endmacro %}
