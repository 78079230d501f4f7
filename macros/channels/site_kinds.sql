{% macro site_kinds(tags, columns, sites) -%}
    {#- The name before the ending of a country, .com, .net or .org. A name of one or two letters
        (t.co, x.com) is ambiguous without its ending. -#}
    {%- set name_pattern =
        "'(?:^|[.])([^.]{3,})[.](?:(?:co|com|ne|net|or|org)[.])?(?:com|net|org|[a-z][a-z])$'"
    -%}
    with hosts as (
        {%- for column in columns %}
        {{ 'union ' if not loop.first }}select {{ column }} as host_or_name from {{ tags }}
        {%- endfor %}
    ),

    -- the rows of the seed that match, the most specific first
    candidates as (
        select host_or_name, 1 as place, host_or_name as site from hosts
        union all
        -- webmail of any provider
        select host_or_name, 2 as place, 'webmail' as site
        from hosts
        where
            host_or_name like 'mail.%' or host_or_name like '%.mail.%'
            or host_or_name like 'webmail.%' or host_or_name like 'outlook.%'
        {%- for parts in [5, 4, 3, 2] %}
        {%- set parent_pattern = "'[.]((?:[^.]+[.]){" ~ (parts - 1) ~ "}[^.]+)$'" %}
        union all
        -- the host of {{ parts }} parts above it
        select
            host_or_name,
            {{ 8 - parts }} as place,
            regexp_extract(host_or_name, {{ parent_pattern }}, 1) as site
        from hosts
        {%- endfor %}
        union all
        select host_or_name, 7 as place, regexp_extract(host_or_name, {{ name_pattern }}, 1) as site
        from hosts
    )

    select
        candidates.host_or_name,
        sites.site_kind
    from candidates
    inner join {{ sites }} as sites
        on candidates.site = sites.site
    qualify row_number() over (
        partition by candidates.host_or_name order by candidates.place asc nulls last
    ) = 1
{%- endmacro %}
