"""Monthly exchange rates into euros: a slow random walk."""

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import RATE, decimals, entity_table, pick
from growthmart.simulate.base.draws import Ints
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import CURRENCIES

RATE_UNITS = 100_000_000
"""A rate is stored in whole units of its eighth decimal."""


def draw_rates(rng: np.random.Generator, clock: Clock) -> Ints:
    """Draw the value in euros of one unit of each currency, months x currencies."""
    months, currencies = len(clock.months()), len(CURRENCIES)
    steps = rng.normal(0, FROZEN.exchange_deviation, (months, currencies))
    steps[0] = 0
    steps[:, CURRENCIES.index("EUR")] = 0
    rates = np.array(FROZEN.exchange_start) * np.exp(np.cumsum(steps, axis=0))
    return np.rint(rates * RATE_UNITS).astype(np.int64)


def exchange_table(rates: Ints, clock: Clock) -> pa.Table:
    """Build one row per month and currency."""
    months, currencies = rates.shape
    return entity_table(
        "exchange_rates",
        clock,
        month=pa.array(np.repeat(clock.months(), currencies)),
        currency=pick(CURRENCIES, np.tile(np.arange(currencies), months)),
        rate=decimals(rates.ravel(), RATE),
    )
