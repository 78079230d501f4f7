{% macro filled_tag(tag) -%}
    {#- A tag of a link, or null if it is the variable of a template that no tool has filled. -#}
    case
        when regexp_extract(translate({{ tag }}, '[]', '~~'), '{{ unfilled_template() }}', 0) = ''
            then {{ tag }}
    end
{%- endmacro %}
