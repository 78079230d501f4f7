{% macro versions_of(entity, key) -%}
    {#- Query: the versions of each row of an entity, with valid_from and valid_until, for is_valid_at.
        The first version also holds for the time before it, because nothing older is known. Of the
        versions of one day, the last one counts. Without history, the present rows hold at all
        times. -#}
    {%- if keeps_history() -%}
    select
        *,
        case
            when
                row_number() over (partition by {{ key }} order by dbt_valid_from nulls last) > 1
                then cast(dbt_valid_from as date)
        end as valid_from,
        cast(dbt_valid_to as date) as valid_until
    from {{ ref(entity ~ '_history') }}
    where
        {{ has_own_origin() }}
        and (dbt_valid_to is null or cast(dbt_valid_from as date) < cast(dbt_valid_to as date))
    {%- else -%}
    select
        *,
        cast(null as date) as valid_from,
        cast(null as date) as valid_until
    from {{ ref('input_' ~ entity) }}
    {%- endif -%}
{%- endmacro %}
