{% macro is_filled_text(text) -%}
    {#- Condition: a text without blanks around it is none of those that tools write where they have
        no value: the words of databases, spreadsheets and data frames, and the zero date of MySQL. -#}
    lower({{ text }}) not in (
        '', '-', '--', 'nan', 'nat', 'none', 'null', '(null)', '<na>', 'n/a', '#n/a',
        chr(92) || 'n', '0000-00-00', '0000-00-00 00:00:00'
    )
{%- endmacro %}
