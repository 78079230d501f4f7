"""The effect of a message on the probability to buy, for each person of its audience."""

import numpy as np

from growthmart.simulate.base.draws import Floats
from growthmart.simulate.base.marketing_parameters import MARKETING


def standardised(values: Floats) -> Floats:
    """Return values with mean 0 and standard deviation 1; all 0 if they are equal."""
    if len(values) == 0 or np.ptp(values) == 0:
        return np.zeros(len(values))
    return (values - values.mean()) / values.std()


def treatment_effect(
    price_sensitivity: Floats, days_since_order: Floats, taste_match: Floats, noise: Floats
) -> Floats:
    """Return the added probability to buy, one per person of an audience, (n,), 0 to 1.

    Most of the effect depends on things that the shop can observe. It is larger for people who are
    sensitive to prices, who bought recently, and who like the topic of the message. The noise is
    standard normal.
    """
    observable = (price_sensitivity, -np.log1p(days_since_order), taste_match)
    mix = np.zeros(len(noise))
    for weight, values in zip(MARKETING.effect_weights, observable, strict=True):
        mix += weight * standardised(values)
    effect = MARKETING.effect_mean + MARKETING.effect_slope * standardised(mix)
    return np.clip(effect + MARKETING.effect_deviation * noise, 0, MARKETING.effect_most)
