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

{# Each round takes the smallest label of the neighbours, then the label of that label, so that the
   reach doubles from round to round. #}
{% macro spark__connected_components(links) -%}
    {%- set labelled = model.name ~ '__labelled' -%}
    {{- repeated_until_unchanged(
        labelled,
        'select distinct left_node as node, left_node as component from ' ~ links,
        'with met as ('
        ~ 'select links.left_node as node, min(neighbours.component) as component '
        ~ 'from ' ~ links ~ ' as links '
        ~ 'inner join ' ~ labelled ~ ' as neighbours on links.right_node = neighbours.node '
        ~ 'group by links.left_node'
        ~ '), hooked as ('
        ~ 'select labels.node, least(labels.component, met.component) as component '
        ~ 'from ' ~ labelled ~ ' as labels inner join met on labels.node = met.node'
        ~ ') select hooked.node, targets.component '
        ~ 'from hooked inner join hooked as targets on hooked.component = targets.node'
    ) -}}
select
    node,
    component
from {{ labelled }}
{%- endmacro %}
