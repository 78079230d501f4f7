{% macro visit_site_kind(source, source_kind, click_id, referrer, referrer_kind) -%}
    coalesce(
        {{ source_kind }},
        {{ click_id_kind(click_id) }},
        -- a tagged source has priority: the referrer counts only without one
        case when {{ source }} is null and not {{ is_own_domain(referrer) }} then {{ referrer_kind }} end
    )
{%- endmacro %}
