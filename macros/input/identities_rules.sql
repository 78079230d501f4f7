{% macro identities_rules() %}
    {#- An id of an unknown type links nobody; a customer id must be a known customer's. -#}
    {% set types = "('customer', 'anonymous', 'device', 'email_hash', 'phone_hash', 'loyalty')" %}
    {% set customers = ref('input_customers') %}
    {% set orphans = [] %}
    {% for side in ['left', 'right'] %}
        {% do orphans.append(
            "(" ~ side ~ "_type = 'customer' and "
            ~ orphan(side ~ '_id', customers, 'source_customer_key') ~ ")"
        ) %}
    {% endfor %}
    {% do return({
        'unknown_type': 'left_type not in ' ~ types ~ ' or right_type not in ' ~ types,
        'orphan_customer': orphans | join(' or '),
    }) %}
{% endmacro %}
