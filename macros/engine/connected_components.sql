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

{# Without recursion: each round takes the smallest label of the neighbours, then the label of that
   label, so that the reach doubles from round to round. #}
{% macro spark__connected_components(links) -%}
    {%- set rounds = 6 -%}
select
    node,
    component
from (
    with round_0 as (
        select distinct
            left_node as node,
            left_node as component
        from {{ links }}
    ),
    {%- for round in range(1, rounds + 1) %}

    met_{{ round }} as (
        select
            links.left_node as node,
            min(neighbours.component) as component
        from {{ links }} as links
        inner join round_{{ round - 1 }} as neighbours
            on links.right_node = neighbours.node
        group by links.left_node
    ),

    hooked_{{ round }} as (
        select
            before.node,
            least(before.component, met.component) as component
        from round_{{ round - 1 }} as before
        inner join met_{{ round }} as met
            on before.node = met.node
    ),

    round_{{ round }} as (
        select
            hooked.node,
            targets.component
        from hooked_{{ round }} as hooked
        inner join hooked_{{ round }} as targets
            on hooked.component = targets.node
    )
    {{- ',' if not loop.last }}
    {%- endfor %}

    select * from round_{{ rounds }}
) as components
{%- endmacro %}
