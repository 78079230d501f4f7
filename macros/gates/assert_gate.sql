{% macro assert_gate(gate) -%}
    {#- Pre-hook of every folder behind a gate. The ref is outside `execute`, because it makes the
        edge in the graph. -#}
    {%- set relation = ref(gate) -%}
    {%- if execute -%}
    {%- set never = raise_error("'gate " ~ gate ~ " has never run: run dbt build'") -%}
    {%- if not load_relation(relation) -%}
    {{ run_check('select ' ~ never) }}
    {%- else -%}
    {{ run_check(
        "select case when count(*) = 0 then " ~ never
        ~ " when any_value(layer_stamp) is distinct from " ~ layer_stamp(gate) ~ " then "
        ~ raise_error(
            "'gate " ~ gate ~ " has not judged the current tables of its layer: run dbt "
            ~ "build, or dbt build -s +" ~ gate ~ " first'"
        )
        ~ " when count_if(not passed) > 0 then "
        ~ raise_error(
            "'gate " ~ gate ~ " is closed by ' || "
            ~ distinct_list_text("case when not passed then expectation_id end")
            ~ " || ': correct the data, then run dbt build'"
        )
        ~ " else true end from " ~ relation ~ " where " ~ newest_run(relation)
    ) }}
    {%- endif -%}
    {%- endif -%}
{%- endmacro %}
