{% macro connected_components(links) -%}
    {{ return(adapter.dispatch('connected_components', 'growthmart')(links)) }}
{%- endmacro %}

{# Each node passes the smallest id that it knows to its neighbours, until nothing changes. The
   result is exact, and only changed nodes pass their id on. #}
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

{# The links of a component become a star around its smallest node. Each round links the larger
   neighbours of every node with the smallest of all, and then the smaller neighbours and the node
   itself. A chain of 300 nodes is a star after seven rounds; passing labels from neighbour to
   neighbour takes 76. #}
{% macro spark__connected_components(links) -%}
    {%- set linked = model.name ~ '__linked' -%}
    {{- repeated_until_unchanged(
        linked,
        'select left_node as node, right_node as neighbour from ' ~ links,
        'with both_directions as ('
        ~ 'select stack(2, node, neighbour, neighbour, node) as (node, neighbour) from ' ~ linked
        ~ '), met as ('
        ~ 'select node, collect_set(neighbour) as neighbours from both_directions group by node'
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
