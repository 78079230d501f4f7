{% macro reached_at(starts, links) -%}
    {{ return(adapter.dispatch('reached_at', 'growthmart')(starts, links)) }}
{%- endmacro %}

{# A path is known when its latest link is; what is reached earlier than known before goes on. #}
{% macro default__reached_at(starts, links) -%}
select
    node,
    reached_at
from (
    with recursive reached (node, reached_at) using key (node) as (
        select
            node,
            reached_at
        from {{ starts }}
        union
        select
            links.right_node as node,
            min(greatest(reached.reached_at, links.first_seen_at)) as reached_at
        from reached
        inner join {{ links }} as links
            on reached.node = links.left_node
        left join recurring.reached as known
            on links.right_node = known.node
        where
            known.node is null
            or greatest(reached.reached_at, links.first_seen_at) < known.reached_at
        group by links.right_node
    )

    select * from reached
) as paths
{%- endmacro %}

{% macro spark__reached_at(starts, links) -%}
    {%- set rounds = 6 -%}
select
    node,
    reached_at
from (
    with round_0 as (
        select
            node,
            reached_at
        from {{ starts }}
    ),
    {%- for round in range(1, rounds + 1) %}

    met_{{ round }} as (
        select * from round_{{ round - 1 }}
        union all
        select
            links.right_node as node,
            greatest(before.reached_at, links.first_seen_at) as reached_at
        from round_{{ round - 1 }} as before
        inner join {{ links }} as links
            on before.node = links.left_node
    ),

    round_{{ round }} as (
        select
            node,
            min(reached_at) as reached_at
        from met_{{ round }}
        group by node
    )
    {{- ',' if not loop.last }}
    {%- endfor %}

    select * from round_{{ rounds }}
) as paths
{%- endmacro %}
