{% macro online_retail_product_key() -%}
    {#- The same code is written in upper and in lower case; shipping is not a product. -#}
    case
        when upper(trim(stock_code)) not in ('POST', 'DOT', 'C2')
            then {{ source_key('online_retail', 'upper(trim(stock_code))') }}
    end
{%- endmacro %}
