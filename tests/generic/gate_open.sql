{% test gate_open(model) %}
    {#- The newest run of the gate: it is closed by a failed critical expectation, and if it has no
        rows. -#}
with newest as (
    select *
    from {{ model }}
    where {{ newest_run(model) }}
)

select
    expectation_id,
    table_name
from newest
where not passed

union all

select
    'the gate has never run' as expectation_id,
    cast(null as string) as table_name
where not exists (select 1 from newest)
{% endtest %}
