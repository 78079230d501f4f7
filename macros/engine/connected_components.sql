{% macro connected_components(links) -%}
    {{ return(adapter.dispatch('connected_components', 'growthmart')(links)) }}
{%- endmacro %}

{# The smallest id reached goes on to the neighbours until nothing changes: exact, and only what
   changed goes on. #}
{% macro default__connected_components(links) -%}
select
    node,
    component
from (
    with recursive labelled (node, component) using key (node) as (
        select distinct
            left_node as node,
            left_node as component
        from {{ links }}
        union
        select
            links.right_node as node,
            min(labelled.component) as component
        from labelled
        inner join {{ links }} as links
            on labelled.node = links.left_node
        inner join recurring.labelled as known
            on links.right_node = known.node
        where labelled.component < known.component
        group by links.right_node
    )

    select * from labelled
) as components
{%- endmacro %}

{# The links of a component become a star around its smallest node. Each round hands the larger
   neighbours of every node to the smallest of them all, then the smaller ones and the node itself:
   a chain of 300 nodes is a star after seven rounds, where labels that go on from neighbour to
   neighbour take 76. #}
{% macro spark__connected_components(links) -%}
    {%- set linked = model.name ~ '__linked' -%}
    {{- repeated_until_unchanged(
        linked,
        'select left_node as node, right_node as neighbour from ' ~ links,
        'with both_ways as ('
        ~ 'select stack(2, node, neighbour, neighbour, node) as (node, neighbour) from ' ~ linked
        ~ '), met as ('
        ~ 'select node, collect_set(neighbour) as neighbours from both_ways group by node'
        ~ '), larger as ('
        ~ 'select explode(filter(neighbours, neighbour -> neighbour > node)) as node, '
        ~ 'least(node, array_min(neighbours)) as neighbour from met'
        ~ '), below as ('
        ~ 'select node, collect_set(neighbour) as neighbours, min(neighbour) as least_node '
        ~ 'from larger group by node'
        ~ '), stars as ('
        ~ 'select explode(filter('
        ~ 'array_append(neighbours, node), neighbour -> neighbour > least_node'
        ~ ')) as node, least_node as neighbour from below'
        ~ ') select distinct node, neighbour from stars'
    ) -}}
select
    node,
    min(component) as component
from (
    select stack(2, node, neighbour, neighbour, neighbour) as (node, component)
    from {{ linked }}
) as stars
group by node
{%- endmacro %}
