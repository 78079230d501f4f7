{% macro forget_erased_people() -%}
    {#- Post-hook of a snapshot of personal data: deletes every version of people whose record is not
        in the data any more. A record that is only rejected is still there. -#}
    delete from {{ this }}
    where
        {{ has_own_origin() }}
        and source_customer_key not in (
            select source_customer_key from {{ ref('input_customers') }}
            union all
            select row_key from {{ ref('input_rejected_rows') }}
            where entity = 'customers' and row_key is not null
        )
        -- a build of a past day may read older data, which lack the people who came later
        and (select max(as_of_date) from {{ ref('as_of') }}) >= (
            select cast(max(dbt_valid_from) as date) from {{ this }} where {{ has_own_origin() }}
        )
{%- endmacro %}
