{% macro url_host(address) -%}
    {#- The scheme, a user before @ and www. are left out. A host has a dot, and its last part
        begins with a letter. The end, a port, a path, a query or a fragment follows. -#}
    {%- set pattern = "'^(?:[a-z][a-z0-9+.-]*://|//)?(?:[^/?#@ ]*@)?(?:www[.])?"
        ~ "([^/?#:@ ]+[.][a-z][a-z0-9-]+)"
        ~ "[.]?(?:[/?#: ]|$)'"
    -%}
    nullif(regexp_extract({{ url_decode(address) }}, {{ pattern }}, 1), '')
{%- endmacro %}
