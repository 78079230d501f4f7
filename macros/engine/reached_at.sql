{% macro reached_at(starts, links) -%}
    {{ return(adapter.dispatch('reached_at', 'growthmart')(starts, links)) }}
{%- endmacro %}

{# A path is known when its latest link is known. A node that is reached earlier than known so far
   passes its time on. #}
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
    {%- set reached = model.name ~ '__reached' -%}
    {{- repeated_until_unchanged(
        reached,
        'select node, reached_at from ' ~ starts,
        'with met as ('
        ~ 'select node, reached_at from ' ~ reached
        ~ ' union all '
        ~ 'select links.right_node as node, '
        ~ 'greatest(known.reached_at, links.first_seen_at) as reached_at '
        ~ 'from ' ~ reached ~ ' as known '
        ~ 'inner join ' ~ links ~ ' as links on known.node = links.left_node'
        ~ ') select node, min(reached_at) as reached_at from met group by node'
    ) -}}
select
    node,
    reached_at
from {{ reached }}
{%- endmacro %}
