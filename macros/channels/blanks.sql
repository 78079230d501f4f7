{% macro blanks() -%}
    {#- Text: the four characters that count as a space: tab, line ends and a non-breaking space. -#}
    chr(9) || chr(10) || chr(13) || chr(160)
{%- endmacro %}
