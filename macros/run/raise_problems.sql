{% macro raise_problems(problems) -%}
    {#- Raises the problems that are not null, one per line. -#}
    {{ run_check(
        "select case when problem <> '' then " ~ raise_error('problem') ~ " else true end "
        ~ "from (select concat_ws(chr(10), " ~ (problems + ['null']) | join(', ') ~ ") as problem) "
        ~ "as checked"
    ) }}
{%- endmacro %}
