{% macro stop_on_problem(problems) -%}
    {#- A statement without a result: an undrained select would block the connection. -#}
    set variable growthmart_checked = (
        select case when problem is not null then {{ raise_error('problem') }} else true end
        from (
            select concat_ws(
                chr(10)
                {%- for problem in problems %}, {{ problem }}{% endfor -%}
            ) as problem
        )
        where problem <> ''
    )
{%- endmacro %}
