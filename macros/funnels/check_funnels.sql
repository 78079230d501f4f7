{% macro check_funnels() -%}
    {#- Statement: raises an error that names each wrong row of the seed funnels. -#}
    {%- set query -%}
        select
            case
                when problems <> '' then {{ raise_error("'wrong rows in seeds/funnels.csv: ' || problems") }}
                else true
            end
        from (
            select {{ distinct_list_text(
                "chr(10) || 'funnel ' || coalesce(funnel_name, '') || ', step '"
                ~ " || coalesce(step_number, '') || ': ' || problem"
            ) }} as problems
            from (
                {{ wrong_funnel_rows(ref('funnels'), ref('event_steps')) }}
            ) as wrong
        ) as listed
    {%- endset -%}
    {{ run_check(query) }}
{%- endmacro %}
