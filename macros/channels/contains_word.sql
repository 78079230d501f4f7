{% macro contains_word(tag, words) -%}
    (
        {%- for word in words -%}
            {{ ' or ' if not loop.first }}'-' || {{ tag }} || '-' like '%-{{ word }}-%'
        {%- endfor -%}
    )
{%- endmacro %}
