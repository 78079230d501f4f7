"""What a message does to the chance to buy, for each person it is meant for."""

import numpy as np

from growthmart.simulate.base.draws import Floats
from growthmart.simulate.base.marketing_parameters import MARKETING


def standardised(values: Floats) -> Floats:
    """Return values with mean 0 and deviation 1; all 0 where they do not differ."""
    if len(values) == 0 or np.ptp(values) == 0:
        return np.zeros(len(values))
    return (values - values.mean()) / values.std()


def treatment_effect(
    price_sensitivity: Floats, days_since_order: Floats, taste_match: Floats, noise: Floats
) -> Floats:
    """Return the added chance to buy, one per person of an audience; noise is standard normal.

    The mix is what the shop could observe: the effect is larger on those who are sensitive to
    prices, who bought of late, and who like what the message is about.
    """
    observable = (price_sensitivity, -np.log1p(days_since_order), taste_match)
    mix = np.zeros(len(noise))
    for weight, values in zip(MARKETING.effect_weights, observable, strict=True):
        mix += weight * standardised(values)
    effect = MARKETING.effect_mean + MARKETING.effect_slope * standardised(mix)
    return np.clip(effect + MARKETING.effect_deviation * noise, 0, MARKETING.effect_most)
