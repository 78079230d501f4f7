{% macro online_retail_line_kind() -%}
    case
        -- Lines without a price correct the stock: damages, finds, adjustments, samples given away.
        when unit_price = 0 then 'stock_adjustment'
        -- Marketplace and bank fees, manual entries, discounts, samples, bad debt, commission.
        when upper(trim(stock_code))
            in ('AMAZONFEE', 'BANK CHARGES', 'M', 'D', 'S', 'B', 'CRUK') then 'not_goods'
        -- Returns: credit notes (their number begins with C) and negative quantities.
        when invoice_no like 'C%' or quantity < 0 then 'refund'
        -- Postage, carriage and the carrier's own code.
        when upper(trim(stock_code)) in ('POST', 'DOT', 'C2') then 'shipping'
        else 'goods'
    end
{%- endmacro %}
