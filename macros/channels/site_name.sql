{% macro site_name(host) -%}
    {%- set last, second, third = [
        "split_part(" ~ host ~ ", '.', -1)",
        "split_part(" ~ host ~ ", '.', -2)",
        "split_part(" ~ host ~ ", '.', -3)"
    ] -%}
    case
        -- A single word, as most values of utm_source are.
        when {{ host }} not like '%.%' then {{ host }}
        -- Webmail of any provider.
        when {{ host }} like 'mail.%' or {{ host }} like '%.mail.%' or {{ host }} like 'webmail.%'
            or {{ host }} like 'outlook.%' then 'webmail'
        -- Services that only share a domain with a search engine, and names of apps
        -- (com.linkedin.android), are looked up whole.
        when split_part({{ host }}, '.', 1) in (
            'accounts', 'calendar', 'classroom', 'com', 'docs', 'drive', 'groups', 'meet', 'org',
            'pay', 'sites', 'support', 'translate'
        ) then {{ host }}
        -- google.co.uk, amazon.com.br: the name comes before the country's `co` or `com`.
        when length({{ last }}) = 2 and length({{ third }}) > 2
            and {{ second }} in ('co', 'com', 'ne', 'net', 'or', 'org')
            then {{ third }}
        -- A name of one or two letters (t.co, x.com) is ambiguous without its domain.
        when length({{ second }}) <= 2 then {{ second }} || '.' || {{ last }}
        else {{ second }}
    end
{%- endmacro %}
