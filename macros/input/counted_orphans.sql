{% macro counted_orphans(entity, name, parent, parent_key) -%}
    {#- Query: how many rows of an entity have a reference, and how many of these lead nowhere, in the
        columns of input_orphans. A value that means no one, such as account 0, is no reference. -#}
select
    '{{ entity }}' as entity,
    '{{ name }}' as reference,
    staged.source_name,
    count(*) as references_count,
    count_if(parent.{{ parent_key }} is null) as orphans_count
from ({{ union_sources(entity) }}) as staged
left join {{ ref('input_' ~ parent) }} as parent
    on staged.{{ name }} = parent.{{ parent_key }}
where
    staged.{{ name }} is not null
    and {{ null_if_no_one("split_part(staged." ~ name ~ ", ':', 2)", '') }} is not null
    -- ids of two entities may have the same text
    and staged.{{ name }} not in (
        select id from {{ ref('input_test_ids') }} where id_type = '{{ parent[:-1] }}'
    )
group by staged.source_name
{%- endmacro %}
