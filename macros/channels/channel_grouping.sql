{% macro channel_grouping(source, medium, campaign, site_kind, click_id='null', referrer='null') %}
    {{- return(adapter.dispatch('channel_grouping', 'growthmart')(
        source, medium, campaign, site_kind, click_id, referrer
    )) -}}
{% endmacro %}

{#- `growthmart.`: called from a user's macro, dbt looks for a bare name in the user's project. -#}
{% macro default__channel_grouping(source, medium, campaign, site_kind, click_id, referrer) -%}
    {#- `shop` at the start of a word or after an e (eshop), or `shopping`; not workshop. -#}
    {%- set is_about_shopping =
        "regexp_extract(" ~ campaign ~ ", '(?:^|[^a-df-z])shop|shopping', 0) <> ''"
    -%}
    {%- set is_paid = growthmart.is_paid(medium, click_id) -%}
    case
        -- Cross-network: the campaign says that it runs over several networks.
        when {{ growthmart.contains_word(campaign, ['cross-network']) }} then 'cross_network'

        -- A medium that names its channel has priority over campaign, click and site.
        -- E-mail.
        when {{ medium }} in ('email', 'e-mail', 'emails', 'mail', 'newsletter', 'emial')
            then 'email'
        -- Affiliates: partners who are paid per sale.
        when {{ medium }} in ('affiliate', 'affiliates', 'affiliation', 'affilate', 'affliate')
            then 'affiliates'
        -- SMS.
        when {{ medium }} in ('sms', 'text-message') then 'sms'
        -- Audio: music and podcasts.
        when {{ medium }} = 'audio' then 'audio'
        -- Mobile push: the medium ends with push or says that it is a notification.
        when {{ medium }} like '%push' or {{ medium }} like '%notification%' then 'mobile_push'
        -- Display: the form of a banner; what is paid by view (cpm) comes below.
        when {{ medium }} in ('display', 'banner', 'expandable', 'interstitial') then 'display'

        -- Paid: the medium is a way to pay for ads, or the click carries the id of an ad.
        -- One campaign over all surfaces of a search company.
        when {{ is_paid }} and {{ growthmart.contains_word(campaign, ['performance-max', 'pmax']) }}
            then 'cross_network'
        -- Paid shopping: the campaign, or the site, is about shopping.
        when {{ is_paid }} and ({{ is_about_shopping }} or {{ site_kind }} = 'shopping')
            then 'paid_shopping'
        -- Paid search, social, video and display, by the site.
        when {{ is_paid }} and {{ site_kind }} = 'search' then 'paid_search'
        when {{ is_paid }} and {{ site_kind }} = 'social' then 'paid_social'
        when {{ is_paid }} and {{ site_kind }} = 'video' then 'paid_video'
        when {{ is_paid }} and {{ site_kind }} = 'display' then 'display'
        -- An affiliate network that writes how it is paid (cpa).
        when {{ is_paid }} and {{ site_kind }} = 'affiliate' then 'affiliates'
        -- The site is in no list: the medium may name the channel.
        when {{ medium }} in ('paid-shopping', 'paidshopping') then 'paid_shopping'
        when {{ medium }} in ('paid-search', 'paidsearch', 'sem', 'sea') then 'paid_search'
        when {{ medium }} in ('paid-social', 'paidsocial') then 'paid_social'
        when {{ medium }} in ('paid-video', 'paidvideo') then 'paid_video'
        when {{ medium }} = 'cpm' then 'display'
        -- Paid other: an ad at a place that no rule above knows.
        when {{ is_paid }} then 'paid_other'

        -- Not paid, as far as the tags show.
        -- Organic shopping: the campaign, or the site, is about shopping.
        when {{ is_about_shopping }} or {{ site_kind }} = 'shopping' then 'organic_shopping'
        -- AI assistants: a link in an answer, or the medium that analytics gives such visits.
        when {{ site_kind }} = 'ai_assistant' or {{ medium }} = 'ai-assistant' then 'ai_assistant'
        -- Organic social: a social network, or a medium that means one.
        when {{ site_kind }} = 'social'
            or {{ medium }} in ('social', 'social-network', 'social-media', 'sm')
            then 'organic_social'
        -- Organic video: a video site, or a medium that names a video.
        when {{ site_kind }} = 'video' or {{ medium }} like '%video%' then 'organic_video'
        -- Organic search: a search engine, or the medium organic.
        when {{ site_kind }} = 'search' or {{ medium }} in ('organic', 'organic-search', 'seo')
            then 'organic_search'
        -- E-mail, affiliates, SMS and mobile push, by the source.
        when {{ site_kind }} = 'email' then 'email'
        when {{ site_kind }} = 'affiliate' then 'affiliates'
        when {{ source }} = 'sms' then 'sms'
        when {{ source }} = 'firebase' or {{ medium }} like '%mobile%' then 'mobile_push'
        -- Referral: the medium says so, or the source is the address of a site.
        when {{ medium }} in ('referral', 'referal', 'refferal', 'app', 'link')
            or {{ source }} like '%.%'
            then 'referral'
        -- Referral: no source, and a site that is neither the shop's own nor a payment page.
        when {{ source }} is null and {{ referrer }} is not null
            and not {{ growthmart.is_own_domain(referrer) }}
            and coalesce({{ site_kind }}, '') <> 'payment'
            then 'referral'
        -- Unassigned: tags that no rule knows; marketing should correct them.
        when coalesce({{ source }}, {{ medium }}, {{ campaign }}) is not null then 'unassigned'
        -- Direct: no tag, no click id and no referrer.
        else 'direct'
    end
{%- endmacro %}
