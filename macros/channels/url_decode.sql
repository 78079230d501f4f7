{% macro url_decode(text) -%}
    {#- A link may be escaped once or twice (%2520). The engines' own url_decode is not used: they
        differ on plus signs and on text that cannot be decoded. Spark has its own lower case of two
        letters: a dotted I, and a Σ that ends a word. -#}
    {%- set found = namespace(sql="lower(translate(" ~ text ~ ", 'İΣ', 'iσ'))") -%}
    {%- for escaped, plain in [
        ('%25', '%'), ('%20', ' '), ('%7c', '|'), ('%28', '('), ('%29', ')'), ('%3a', ':'),
        ('%2f', '/')
    ] -%}
        {%- set found.sql = "replace(" ~ found.sql ~ ", '" ~ escaped ~ "', '" ~ plain ~ "')" -%}
    {%- endfor -%}
    {#- Tabs, line ends and non-breaking spaces become spaces. -#}
    trim(translate({{ found.sql }}, chr(9) || chr(10) || chr(13) || chr(160), '    '))
{%- endmacro %}
