{% macro amounts_left_out(entity, amount) -%}
    {#- Query: the rows of an entity that are rejected or superseded, in the columns of
        input_amounts_left_out. -#}
    {%- set is_refund = entity == 'refunds' -%}
select
    '{{ entity }}' as entity,
    case when rejection_reason = 'superseded' then 'superseded' else 'rejected' end as kind,
    source_name,
    order_key,
    {{ 'refund_key' if is_refund else 'cast(null as string)' }} as refund_key,
    cast({{ amount }} as decimal(38, 12)) as amount,
    {{ 'currency_code' if is_refund else 'cast(null as string)' }} as currency_code,
    {{ 'refunded_at' if is_refund else 'cast(null as timestamp)' }} as refunded_at
from ({{ judged_rows(entity) }}) as judged
where rejection_reason is not null
{%- endmacro %}
