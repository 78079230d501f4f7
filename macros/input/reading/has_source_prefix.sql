{% macro has_source_prefix(name) %}
    {#- Whether a column of the contract must begin with the name of its source. The ids of cookies
        and devices, and those of identities, need no prefix. -#}
    {% do return(name.endswith('_key') or name == 'promotion_code') %}
{% endmacro %}
