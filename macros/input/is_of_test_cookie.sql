{% macro is_of_test_cookie() -%}
    {#- Condition: a row without an account is from a cookie that only test accounts use. -#}
    (source_customer_key is null and anonymous_id in (
        select id from {{ ref('input_test_ids') }} where id_type = 'anonymous'
    ))
{%- endmacro %}
