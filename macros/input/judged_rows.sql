{% macro judged_rows(entity) -%}
    {#- Query: the rows of an entity in the columns of its contract, each with the first rule that it
        breaks as rejection_reason, or null. An older state of a row is `superseded`: it is neither
        valid nor rejected. -#}
    {%- set contract = contract_columns('input_' ~ entity) -%}
    {%- set names = contract | map(attribute='name') | list -%}
    {%- set key = model_node('input_' ~ entity).config.meta.key if execute else [] -%}
    {%- set required = [] -%}
    {%- for column in contract if is_required(column) -%}
        {%- do required.append(column.name) -%}
    {%- endfor -%}
    {%- set source_keys = [] -%}
    {%- for name in names if has_source_prefix(name) -%}
        {%- do source_keys.append(name) -%}
    {%- endfor -%}
    {%- set same_key = ['1 = 1'] if not key else [] -%}
    {%- for name in key -%}
        {%- do same_key.append('unioned.' ~ name ~ ' is not distinct from repeated_keys.' ~ name) -%}
    {%- endfor -%}
    {%- set is_repeated -%}
        exists (select 1 from repeated_keys where {{ same_key | join(' and ') }})
    {%- endset -%}
    {%- set parents = {} -%}
    {%- for name, parent, parent_key in references(entity) -%}
        {%- set is_orphan = orphan(name, ref('input_' ~ parent), parent_key) -%}
        {%- do parents.update({name: (parent, is_orphan)}) -%}
    {%- endfor -%}
    {%- set test_ids = ref('input_test_ids') if parents else none -%}
with unioned as {{ not_materialized() }} (
    {{ union_sources(entity) }}
),

repeated_keys as (
    -- only the key columns: the other columns are read for these keys only
    select {{ key | join(', ') or '1 as nothing' }}
    from ({{ union_sources(entity, key or ['source_name']) }}) as keys
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
        1 as version_number,
        false as is_older
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
            , rejection_reason nulls last
        ) as version_number,
        loaded_at < max(loaded_at) over (partition by {{ key | join(', ') or '1' }}) as is_older
    from repeated
)

select
    {% for name in names -%}
    {%- if name in parents and name not in required -%}
    -- a reference that leads nowhere is no reference
    case when not {{ parents[name][1] }} then {{ name }} end as {{ name }},
    {% elif name in ['anonymous_id', 'email_hash'] and 'source_customer_key' in parents -%}
    {{ id_of_visitor(entity, name, parents['source_customer_key'][1]) }} as {{ name }},
    {% else -%}
    {{ name }},
    {% endif -%}
    {%- endfor -%}
    case
        -- A newer state of the row was loaded later.
        when is_older
            {%- for name in key if name in required %} and {{ name }} is not null {%- endfor %}
            then 'superseded'
        -- The staging model rejects the row, or a value is not one of the contract.
        when rejection_reason is not null then rejection_reason
        {%- if required %}
        -- A required column is null.
        when {{ required | join(' is null or ') }} is null then 'missing_required'
        {%- endif %}
        -- A key begins with its source.
        {%- for name in source_keys %}
        when not (
            {%- for source in enabled_sources() -%}
            {{ ' or ' if not loop.first }}{{ name }} like '{{ source }}:%'
            {%- endfor -%}
        ) then 'unprefixed_key'
        {%- endfor %}
        -- The source is one of those that are built.
        when source_name not in ('{{ enabled_sources() | join("', '") }}')
            then 'unknown_source'
        -- Of several rows with one key that were loaded together, one counts. Rows without the
        -- last part of the key, where it is optional, are parts of one thing: they add up.
        when version_number > 1
            {%- if key and key[-1] not in required %} and {{ key[-1] }} is not null {%- endif %}
            then 'duplicate_key'
        {%- for name, (parent, is_orphan) in parents.items() if parent in ['customers', 'orders'] %}
        -- The row is of a test account or of a test order.
        when {{ name }} in (select id from {{ test_ids }} where id_type = '{{ parent[:-1] }}')
            then 'test_{{ parent[:-1] }}'
        {%- endfor %}
        {{- rejection_rules(entity) | indent(4) }}
        {%- for name, (parent, is_orphan) in parents.items() if name in required %}
        -- Without the row that this column names, the row is worth nothing.
        when {{ is_orphan }} then 'orphan_{{ parent[:-1] }}'
        {%- endfor %}
    end as rejection_reason
from ranked
{%- endmacro %}
