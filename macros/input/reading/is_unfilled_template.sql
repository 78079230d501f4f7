{% macro is_unfilled_template(id, source) -%}
    {#- Condition: an id, with or without the prefix of the source, is that of a template or a pair of
        quotes. -#}
    regexp_extract(
        translate({{ id }}, '[]' || chr(39), '~~"'),
        '{{ unfilled_template('(?:' ~ source ~ ':)?') }}', 0
    ) <> ''
{%- endmacro %}
