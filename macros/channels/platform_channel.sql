{% macro platform_channel(platform, campaign) %}
    {{- return(adapter.dispatch('platform_channel', 'growthmart')(platform, campaign)) -}}
{% endmacro %}

{% macro default__platform_channel(platform, campaign) -%}
    {#- `Google Ads` and `google` are one platform. -#}
    {%- set company = "replace(replace(" ~ platform ~ ", '-advertising', ''), '-ads', '')" -%}
    case
        -- A search company sells several kinds of ads: the campaign's type or name shows which.
        when {{ company }} in (
            'google', 'googleads', 'adwords', 'bing', 'microsoft', 'yahoo', 'yandex',
            'yandex-direct', 'baidu', 'naver', 'seznam', 'apple-search'
        ) then case
            -- One campaign over all its surfaces.
            when {{ growthmart.contains_word(
                campaign, ['cross-network', 'performance-max', 'pmax', 'demand-gen']
            ) }}
                then 'cross_network'
            -- Products with price and picture among the results.
            when {{ growthmart.contains_word(campaign, ['shopping', 'pla']) }} then 'paid_shopping'
            when {{ growthmart.contains_word(campaign, ['video', 'youtube']) }} then 'paid_video'
            -- Banners on pages of other sites.
            when {{ growthmart.contains_word(campaign, ['display', 'gdn', 'banner']) }} then 'display'
            else 'paid_search'
        end
        -- Market places and price comparisons, which sell places in their lists.
        when {{ company }} in ('google-shopping', 'amazon', 'ebay', 'idealo', 'kelkoo')
            then 'paid_shopping'
        -- Social networks, for every form of ad.
        when {{ company }} in (
            'facebook', 'instagram', 'meta', 'tiktok', 'linkedin', 'pinterest', 'snapchat',
            'twitter', 'x', 'reddit', 'vk'
        ) then 'paid_social'
        when {{ company }} in ('youtube', 'vimeo', 'twitch') then 'paid_video'
        -- Networks that place banners on pages of other sites.
        when {{ company }} in (
            'display', 'criteo', 'adroll', 'rtb-house', 'taboola', 'outbrain', 'dv360',
            'display-&-video-360', 'the-trade-desk', 'google-display', 'google-display-network'
        ) then 'display'
        -- Networks that pay partners per sale.
        when {{ company }} in (
            'affiliate', 'affiliates', 'awin', 'cj', 'cj-affiliate', 'commission-junction',
            'impact', 'partnerize', 'rakuten', 'shareasale', 'tradedoubler', 'tradetracker',
            'webgains'
        ) then 'affiliates'
        -- Music and podcasts.
        when {{ company }} in ('spotify', 'deezer', 'audio', 'podcast') then 'audio'
        -- Paid, at a place that no rule above knows.
        else 'paid_other'
    end
{%- endmacro %}
