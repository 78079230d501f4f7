"""The sources of visits: each has a channel, tags and its weights."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A source of visits; `first` and `again` are its weights among first and later visits.

    `tag` is utm source, medium and campaign. Ads also have a platform, the price of a click in
    euros, and `saturation`: the multiple of the usual budget at which the response flattens.
    """

    name: str
    channel: str
    first: float
    again: float
    referrer: str | None = None
    tag: tuple[str, str, str] | None = None
    click_id: str | None = None
    platform: str = ""
    click_euros: float = 0.0
    saturation: float = 0.0


_GOOGLE, _BING = "https://www.google.com/", "https://www.bing.com/"
SOURCES = (
    Source("direct", "direct", 0.14, 0.40),
    Source("google", "organic_search", 0.21, 0.17, _GOOGLE),
    Source("bing", "organic_search", 0.03, 0.02, _BING),
    Source("social_posts", "organic_social", 0.05, 0.04, "https://www.instagram.com/"),
    Source("blog", "referral", 0.08, 0.04, "https://blog.example.org/"),
    Source(
        *("cashback", "affiliate", 0.06, 0.04, "https://partner.example.net/"),
        ("partner", "affiliate", "cashback"),
    ),
    Source(
        *("brand_search", "paid_search", 0.07, 0.09, _GOOGLE),
        *(("google", "cpc", "brand_search"), "gclid", "google", 0.25, 0.8),
    ),
    Source(
        *("shopping", "paid_search", 0.11, 0.06, _GOOGLE),
        *(("google", "cpc", "shopping"), "gclid", "google", 0.40, 1.6),
    ),
    Source(
        *("generic_search", "paid_search", 0.03, 0.01, _BING),
        *(("bing", "cpc", "generic_search"), "msclkid", "bing", 0.35, 1.2),
    ),
    Source(
        *("lookalike", "paid_social", 0.15, 0.02, "https://www.facebook.com/"),
        *(("facebook", "paid_social", "lookalike"), "fbclid", "facebook", 0.30, 2.5),
    ),
    Source(
        *("retargeting", "paid_social", 0.01, 0.09, "https://www.instagram.com/"),
        *(("instagram", "paid_social", "retargeting"), "fbclid", "instagram", 0.28, 1.0),
    ),
    Source(
        *("short_video", "paid_social", 0.06, 0.02, "https://www.tiktok.com/"),
        *(("tiktok", "paid_social", "short_video"), "ttclid", "tiktok", 0.22, 2.0),
    ),
)
AD_SOURCES = tuple(place for place, source in enumerate(SOURCES) if source.platform)
"""The positions of the sources that are ads."""
AD_CURRENCIES = {
    "google": "EUR",
    "bing": "GBP",
    "facebook": "USD",
    "instagram": "USD",
    "tiktok": "EUR",
}
"""The billing currency of each platform's account."""
AD_VARIANTS = ("a", "b")

STORE = len(SOURCES)
"""The origin of people who signed up in a store, without a visit."""
STORE_SHARE = 0.06
ORIGIN_CHANNELS = (*(source.channel for source in SOURCES), "store")
