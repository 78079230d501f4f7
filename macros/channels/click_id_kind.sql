{% macro click_id_kind(click_id) -%}
    case
        -- Google, Microsoft and Yandex set these on ads next to their results.
        when {{ click_id }} in ('gclid', 'gbraid', 'wbraid', 'msclkid', 'yclid') then 'search'
        -- Google's ad servers for banners.
        when {{ click_id }} = 'dclid' then 'display'
        -- TikTok, LinkedIn, X, Snapchat and Reddit; Facebook and Instagram.
        when {{ click_id }} in (
            'ttclid', 'li-fat-id', 'twclid', 'sccid', 'rdt-cid', 'fbclid', 'igshid'
        ) then 'social'
        -- Awin, CJ and Impact.
        when {{ click_id }} in ('awc', 'cjevent', 'irclickid') then 'affiliate'
        -- Mailchimp.
        when {{ click_id }} = 'mc-eid' then 'email'
    end
{%- endmacro %}
