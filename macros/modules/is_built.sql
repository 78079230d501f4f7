{% macro is_built() %}
    {#- Whether the module of the model is on, for `enabled` in its config. -#}
    {% do return(model.name not in switched_off('models')) %}
{% endmacro %}
