{% macro counted_orphans(entity, name, parent, parent_key) -%}
    {#- Query: how many rows of an entity have a reference, and how many of these lead nowhere, in the
        columns of input_orphans. A value that means no one, such as account 0, is no reference. -#}
select
    '{{ entity }}' as entity,
    '{{ name }}' as reference,
    counted.source_name,
    cast(sum(counted.rows_count) as bigint) as references_count,
    cast(
        sum(case when parent.{{ parent_key }} is null then counted.rows_count else 0 end) as bigint
    ) as orphans_count
from (
    -- many rows name one parent, which is looked for once
    select
        staged.source_name,
        staged.{{ name }},
        count(*) as rows_count
    from ({{ union_sources(entity, ['source_name', name]) }}) as staged
    where staged.{{ name }} is not null
    group by staged.source_name, staged.{{ name }}
) as counted
left join {{ ref('input_' ~ parent) }} as parent
    on counted.{{ name }} = parent.{{ parent_key }}
where
    {{ null_if_no_one("split_part(counted." ~ name ~ ", ':', 2)", '') }} is not null
    -- ids of two entities may have the same text
    and counted.{{ name }} not in (
        select id from {{ ref('input_test_ids') }} where id_type = '{{ parent[:-1] }}'
    )
group by counted.source_name
{%- endmacro %}
