{% macro valid_escapes_decoded(text) %}
    {{- return(adapter.dispatch('valid_escapes_decoded', 'growthmart')(text)) -}}
{% endmacro %}

{% macro default__valid_escapes_decoded(text) -%}
    url_decode({{ text }})
{%- endmacro %}

{% macro spark__valid_escapes_decoded(text) -%}
    {#- Spark takes a plus sign for a space. -#}
    url_decode(replace({{ text }}, '+', '%2b'))
{%- endmacro %}
