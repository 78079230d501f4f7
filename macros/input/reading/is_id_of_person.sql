{% macro is_id_of_person(name) %}
    {#- Whether a column of the contract names an account, a cookie, a device, an address or a card:
        such an id may be a value that means no one. -#}
    {% do return(
        name.endswith('source_customer_key') or name.endswith('_hash')
        or name in ['anonymous_id', 'device_id', 'left_id', 'right_id']
    ) %}
{% endmacro %}
