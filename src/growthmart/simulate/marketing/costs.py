"""The costs of marketing other than ads, the promotions, and market signals."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import YEAR_DAYS, Clock
from growthmart.simulate.base.columns import (
    SIGNAL,
    decimals,
    entity_table,
    money,
    pick,
    price,
    repeat,
)
from growthmart.simulate.base.marketing_parameters import MARKETING
from growthmart.simulate.base.vocabulary import PROMOTION_PERCENTS, PROMOTIONS

COSTS = (
    ("paid_search", "agency", 2.0),
    ("paid_search", "tools", 0.4),
    ("paid_social", "agency", 2.2),
    ("paid_social", "content", 1.5),
    ("organic_search", "content", 2.0),
    ("organic_social", "people", 1.6),
    ("affiliate", "tools", 0.8),
    ("referral", "content", 0.6),
    ("email", "tools", 0.7),
    ("email", "people", 1.8),
    ("sms", "tools", 0.3),
    ("push", "tools", 0.2),
)
"""The channel, the type of cost and its weight."""
HOLIDAYS = ((1, 1), (2, 14), (5, 1), (10, 31), (11, 24), (11, 27), (12, 24), (12, 25), (12, 26))
"""Holidays, as month and day."""
SIGNALS = ("holiday", "competitor_price", "consumer_index")
SIGNAL_UNITS = 1_000_000


def marketing_cost_table(rng: np.random.Generator, customers: int, clock: Clock) -> pa.Table:
    """Build one row per month, channel and type of cost; larger shops pay more."""
    months = clock.months()
    month, cost = (part.ravel() for part in np.indices((len(months), len(COSTS))))
    weight = np.array([entry[2] for entry in COSTS])[cost]
    noise = np.exp(rng.normal(0, MARKETING.monthly_cost_deviation, len(cost)))
    euros = MARKETING.monthly_cost * customers / 1_000 * weight * noise
    return entity_table(
        "marketing_costs",
        clock,
        month=pa.array(months[month]),
        channel=pick([entry[0] for entry in COSTS], cost),
        cost_type=pick([entry[1] for entry in COSTS], cost),
        amount=money(np.rint(100 * euros).astype(np.int64) + 1),
        currency=repeat(pa.scalar("EUR"), len(cost)),
    )


def promotion_table(clock: Clock) -> pa.Table:
    """Build the promotions; each code is valid in the whole calendar."""
    size = len(PROMOTIONS)
    first = clock.start.astype("datetime64[D]")
    return entity_table(
        "promotions",
        clock,
        code=pa.array([code for code, _ in PROMOTIONS]),
        type=repeat(pa.scalar("percentage"), size),
        value=price(np.array(PROMOTION_PERCENTS) * 100),
        valid_from=pa.array(np.full(size, first)),
        valid_to=pa.array(np.full(size, first + clock.days)),
        minimum_order=money(np.zeros(size, dtype=np.int64)),
    )


def market_signal_table(rng: np.random.Generator, clock: Clock) -> pa.Table:
    """Build one row per day and signal; holiday is 0 or 1, others are walks around 1 and 100."""
    day = clock.start.astype("datetime64[D]") + np.arange(clock.days)
    month = day.astype("datetime64[M]").astype(int) % 12 + 1
    month_day = (day - day.astype("datetime64[M]")).astype(int) + 1
    is_holiday = np.isin(month * 100 + month_day, [m * 100 + d for m, d in HOLIDAYS])
    walk = np.cumsum(rng.normal(0, 0.004, clock.days))
    season = 2 * np.sin(2 * np.pi * np.arange(clock.days) / YEAR_DAYS)
    index = 100 + season + np.cumsum(rng.normal(0, 0.1, clock.days))
    values = np.column_stack([is_holiday, np.exp(walk), np.maximum(index, 1)])
    signal = np.tile(np.arange(len(SIGNALS)), clock.days)
    return entity_table(
        "market_signals",
        clock,
        date=pa.array(np.repeat(day, len(SIGNALS))),
        signal=pick(SIGNALS, signal),
        value=decimals(np.rint(values.ravel() * SIGNAL_UNITS).astype(np.int64), SIGNAL),
    )
