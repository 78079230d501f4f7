{% if var('as_of_date') -%}
select cast('{{ var("as_of_date") }}' as date) as as_of_date
{%- else -%}
with orders as (
    select * from {{ ref('input_orders') }}
)

-- the export may have cut off the last day of orders: the day before it is complete
select cast(max({{ local_date('ordered_at') }}) - interval '1' day as date) as as_of_date
from orders
{%- endif %}
