{% macro insert_amounts() -%}
    {#- Post-hook of input_amounts. -#}
    {%- set amounts = {
        'orders': 'shipping_amount',
        'order_items': line_amount('quantity', 'unit_price'),
        'refunds': 'amount',
    } -%}
    {%- set times = {'orders': 'ordered_at', 'refunds': 'refunded_at'} -%}
    {%- set queries = [] -%}
    {%- for entity, amount in amounts.items() if sources_of(entity) -%}
        {%- set columns -%}
            source_name,
            order_key,
            {{ 'refund_key' if entity == 'refunds' else 'cast(null as string)' }} as refund_key,
            cast({{ amount }} as decimal(30, 12)) as amount,
            {{ 'currency_code' if entity in times else 'cast(null as string)' }} as currency_code,
            {{ times.get(entity, 'cast(null as timestamp)') }} as occurred_at
        {%- endset -%}
        {#- rows that are equal in every column are one row, as they are in the input layer -#}
        {%- do queries.append(
            "select '" ~ entity ~ "' as entity, 'staged' as kind, " ~ columns
            ~ " from (select distinct * from (" ~ union_sources(entity) ~ ") as unioned) as staged"
        ) -%}
        {%- do queries.append(
            "select '" ~ entity ~ "' as entity, case when rejection_reason = 'superseded' "
            ~ "then 'superseded' else 'rejected' end as kind, " ~ columns
            ~ " from (" ~ judged_rows(entity) ~ ") as judged where rejection_reason is not null"
        ) -%}
    {%- endfor -%}
    {{- insert_queries(queries) -}}
{%- endmacro %}
