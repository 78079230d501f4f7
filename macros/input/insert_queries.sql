{% macro insert_queries(queries) -%}
    {#- Adds the rows of each query to the model, in a post-hook. There is one statement per query: a
        union of the rejected rows of all entities needed 11.3 GiB and 226 seconds for a million
        people, and these statements need 4.7 GiB and 52 seconds. -#}
    {%- if execute and flags.WHICH in ['build', 'run'] -%}
        {%- for query in queries -%}
            {%- do run_query('insert into ' ~ this ~ ' ' ~ query) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
