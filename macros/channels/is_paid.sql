{% macro is_paid(medium, click_id) -%}
    (
        {{ medium }} like '%cp%' or {{ medium }} like 'paid%'
        or {{ medium }} in ('ppc', 'retargeting', 'remarketing', 'sem', 'sea')
        {#- fbclid does not prove an ad: Facebook sets it on every outgoing link. #}
        or {{ click_id }} in (
            'gclid', 'gbraid', 'wbraid', 'msclkid', 'yclid', 'dclid', 'ttclid', 'li-fat-id',
            'twclid', 'sccid', 'rdt-cid'
        )
    )
{%- endmacro %}
