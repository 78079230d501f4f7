{% macro sources_of(entity) %}
    {#- The enabled sources that fill an entity of the contract; none if its module is off. -#}
    {% do return([] if entity in switched_off('entities') else sources_with(entity)) %}
{% endmacro %}
