"""The costs of ads, and the results that the platforms report."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import entity_table, join, money, pick, whole
from growthmart.simulate.base.draws import Floats, Ints
from growthmart.simulate.base.marketing_parameters import MARKETING
from growthmart.simulate.base.vocabulary import CURRENCIES
from growthmart.simulate.marketing.visits import OrderVisits
from growthmart.simulate.shop.purchases import Purchases
from growthmart.simulate.traffic.sources import AD_CURRENCIES, AD_SOURCES, AD_VARIANTS, SOURCES
from growthmart.simulate.traffic.traffic import Traffic

ADS = [SOURCES[place] for place in AD_SOURCES]


def spend_euros(traffic: Traffic, customers: int) -> Floats:
    """Return the spend by day and ad, in euros: the budget times what its clicks usually cost."""
    total = sum((source.first + source.again) / 2 for source in SOURCES)
    usual = np.array([(ad.first + ad.again) / 2 / total * ad.click_euros for ad in ADS])
    sessions = customers * MARKETING.sessions_per_person_year / 365
    return traffic.budget * usual * sessions


def ad_spend_table(
    rng: np.random.Generator,
    traffic: Traffic,
    clicks: Ints,
    purchases: Purchases,
    visits: OrderVisits,
    customers: int,
    rates: Ints,
    clock: Clock,
) -> pa.Table:
    """Build one row per day, ad campaign and variant; `clicks` has the number of sessions.

    Platforms also count clicks that never loaded a page, and claim too many conversions.
    """
    days, _, variants = clicks.shape
    euros = np.repeat(spend_euros(traffic, customers)[:, :, None] / variants, variants, axis=2)
    lost = rng.poisson(clicks * MARKETING.lost_click_share)
    shown = rng.poisson((clicks + lost + 1) / MARKETING.click_rate)
    orders, value = _orders(purchases, visits, days)
    claimed = rng.poisson(np.repeat(orders[:, :, None], variants, axis=2) / variants)
    claimed += rng.binomial(claimed, MARKETING.claimed_more_share)
    mean_value = value.sum() / max(orders.sum(), 1)

    currency = [CURRENCIES.index(AD_CURRENCIES[ad.platform]) for ad in ADS]
    month = clock.month_numbers(np.arange(days) + 0.5)
    rate = (rates[month][:, currency] / 1e8)[:, :, None]
    day, ad, variant = (part.ravel() for part in np.indices(clicks.shape))
    name = pick([source.name for source in ADS], ad)
    return entity_table(
        "ad_spend",
        clock,
        date=pa.array(clock.start.astype("datetime64[D]") + day),
        platform=pick([source.platform for source in ADS], ad),
        account_id=pick([f"{source.platform}-1" for source in ADS], ad),
        campaign_id=name,
        campaign_name=pick([source.name.replace("_", " ") for source in ADS], ad),
        ad_id=join([name, pick(AD_VARIANTS, variant)], "_"),
        impressions=whole(shown.ravel()),
        clicks=whole((clicks + lost).ravel()),
        spend=money(_cents(euros / rate)),
        conversions=whole(claimed.ravel()),
        conversions_value=money(_cents(claimed * mean_value / rate)),
        currency=pick(CURRENCIES, np.array(currency)[ad]),
    )


def _cents(amounts: Floats) -> Ints:
    return np.rint(100 * amounts).astype(np.int64).ravel()


def _orders(purchases: Purchases, visits: OrderVisits, days: int) -> tuple[Ints, Floats]:
    """Return the orders and their value in euros that ads led to, days x ads."""
    place = np.full(max(visits.source.max(initial=0), len(SOURCES)) + 2, -1)
    place[list(AD_SOURCES)] = np.arange(len(AD_SOURCES))
    ad = place[visits.source]
    row = np.flatnonzero(ad >= 0)
    cell = purchases.moment[row].astype(np.int64) * len(ADS) + ad[row]
    count = np.bincount(cell, minlength=days * len(ADS)).reshape(days, len(ADS))
    value = np.bincount(cell, purchases.value[row], minlength=days * len(ADS))
    return count, value.astype(float).reshape(days, len(ADS))


def spend_truth(traffic: Traffic, customers: int, clock: Clock) -> pa.Table:
    """Build the hidden response of each day and ad: spend in euros and the relative reach."""
    day, ad = (part.ravel() for part in np.indices(traffic.budget.shape))
    return pa.table(
        {
            "date": pa.array(clock.start.astype("datetime64[D]") + day),
            "campaign_id": pick([source.name for source in ADS], ad),
            "spend_euros": spend_euros(traffic, customers).ravel(),
            "budget": traffic.budget.ravel(),
            "reach": traffic.reach.ravel(),
            "saturation": np.array([source.saturation for source in ADS])[ad],
        }
    )
