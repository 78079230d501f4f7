{% macro is_marketable(has_marketing_consent, has_complained) %}
    {{- return(adapter.dispatch('is_marketable', 'growthmart')(
        has_marketing_consent, has_complained
    )) -}}
{% endmacro %}

{% macro default__is_marketable(has_marketing_consent, has_complained) -%}
    ({{ has_marketing_consent }} and not {{ has_complained }})
{%- endmacro %}
