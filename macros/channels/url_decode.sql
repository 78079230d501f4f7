{% macro url_decode(text) -%}
    {#- A link may have been escaped, also twice (%2520). No engine's url_decode: they differ on
        plus signs, and on what cannot be decoded. Two letters have a small form of their own on
        Spark: a dotted I, and a Σ that ends a word. -#}
    {%- set found = namespace(sql="lower(translate(" ~ text ~ ", 'İΣ', 'iσ'))") -%}
    {%- for escaped, plain in [
        ('%25', '%'), ('%20', ' '), ('%7c', '|'), ('%28', '('), ('%29', ')'), ('%3a', ':'),
        ('%2f', '/')
    ] -%}
        {%- set found.sql = "replace(" ~ found.sql ~ ", '" ~ escaped ~ "', '" ~ plain ~ "')" -%}
    {%- endfor -%}
    {#- Tab, line ends and the space that does not break are spaces. -#}
    trim(translate({{ found.sql }}, chr(9) || chr(10) || chr(13) || chr(160), '    '))
{%- endmacro %}
