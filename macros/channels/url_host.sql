{% macro url_host(address) -%}
    {#- The scheme, a user before @ and www. are passed over; a host has a dot, and its last part
        begins with a letter; then comes the end, or a port, path, query or anchor. -#}
    {%- set pattern = "'^(?:[a-z][a-z0-9+.-]*://|//)?(?:[^/?#@ ]*@)?(?:www[.])?"
        ~ "([^/?#:@ ]+[.][a-z][a-z0-9-]+)"
        ~ "[.]?(?:[/?#: ]|$)'"
    -%}
    nullif(regexp_extract({{ url_decode(address) }}, {{ pattern }}, 1), '')
{%- endmacro %}
