{% macro split_valid(relation, rules, side, amount='null') %}
    {#- The rows of an entity that pass every rule (side 'valid'), or the others with the first
        rule they break (side 'rejected'). -#}
    {%- set entity = model.name | replace('input_', '') | replace('_rejected', '') -%}
    {%- if not sources_of(entity) -%}
        {{ return(empty_entity()) }}
    {%- endif -%}
    {%- set contract = contract_columns('input_' ~ entity) -%}
    {%- set names = contract | map(attribute='name') | list -%}
    {%- set key = model_node('input_' ~ entity).config.meta.key if execute else [] -%}
    {%- set required = [] -%}
    {%- for column in contract
        if column.constraints | selectattr('type', 'equalto', 'not_null') | list -%}
        {%- do required.append(column.name) -%}
    {%- endfor -%}
    {%- set source_keys = [] -%}
    {%- for name in names if name.endswith('_key') or name == 'promotion_code' -%}
        {%- do source_keys.append(name) -%}
    {%- endfor -%}
    {%- set same_key = ['1 = 1'] if not key else [] -%}
    {%- for name in key -%}
        {%- do same_key.append('unioned.' ~ name ~ ' is not distinct from repeated_keys.' ~ name) -%}
    {%- endfor -%}
    {%- set is_repeated -%}
        exists (select 1 from repeated_keys where {{ same_key | join(' and ') }})
    {%- endset -%}
with unioned as {{ not_materialized() }} (
    {{ relation }}
),

repeated_keys as (
    -- few columns: all others are read for these keys alone
    select {{ key | join(', ') or '1 as nothing' }}
    from unioned
    group by {{ key | join(', ') or '1' }}
    having count(*) > 1
),

repeated as (
    -- rows equal in every column are one row
    select distinct *
    from unioned
    where {{ is_repeated }}
),

ranked as (
    select
        *,
        1 as version_number
    from unioned
    where not {{ is_repeated }}
    union all
    select
        *,
        row_number() over (
            partition by {{ key | join(', ') or '1' }}
            order by loaded_at desc nulls last
            {%- for name in names if name not in key + ['loaded_at'] -%}
            , {{ name }} nulls last
            {%- endfor %}
            , rejection_rule nulls last
        ) as version_number
    from repeated
),

judged as (
    select
        *,
        case
            when rejection_rule is not null then rejection_rule
            {%- if required %}
            when {{ required | join(' is null or ') }} is null then 'missing_required'
            {%- endif %}
            {%- for name in source_keys %}
            when not (
                {%- for source in enabled_sources() -%}
                {{ ' or ' if not loop.first }}{{ name }} like '{{ source }}:%'
                {%- endfor -%}
            ) then 'unprefixed_key'
            {%- endfor %}
            when source_name not in ('{{ enabled_sources() | join("', '") }}', '')
                then 'unknown_source'
            when version_number > 1 then 'duplicate_key'
            {%- for rule, condition in rules.items() %}
            when {{ condition }} then '{{ rule }}'
            {%- endfor %}
        end as rule
    from ranked
)

{% if side == 'valid' -%}
select {{ names | join(', ') or '1 as nothing' }}
from judged
where rule is null
{%- else -%}
select
    cast(row_number() over (
        order by source_name nulls last, rule nulls last
        {%- for name in names %}, {{ name }} nulls last{% endfor %}
    ) as int) as rejected_row_number,
    {% if key -%} nullif(concat_ws('/', {{ key | join(', ') }}), '') {%- else -%} null {%- endif %}
        as row_key,
    rule,
    source_name,
    try_cast({{ amount }} as decimal(18, 2)) as amount
from judged
where rule is not null
{%- endif %}
{% endmacro %}
