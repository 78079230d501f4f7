{% macro stop_on_problem(problems) -%}
    {#- A statement without a result: an undrained select would block the connection. -#}
    set variable growthmart_checked = (
        select case when problem <> '' then {{ raise_error('problem') }} else true end
        from (
            select concat_ws(
                chr(10), {{ (problems + ['null']) | join(', ') }}
            ) as problem
        ) as checked
    )
{%- endmacro %}
