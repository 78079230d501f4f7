"""The four classes of people, by their two probabilities: with and without a treatment."""

import numpy as np
from numpy.typing import NDArray

from growthmart.uplift.experiment import Floats

PERSUADABLE, SURE_THING = "persuadable", "sure_thing"
LOST_CAUSE, SLEEPING_DOG = "lost_cause", "sleeping_dog"


def uplift_classes(
    control: Floats, uplift: Floats, average_control: float, average_uplift: float
) -> NDArray[np.str_]:
    """Return the class of each person, (n,).

    - persuadable: the treatment raises the probability, by at least the average effect;
    - sleeping dog: it lowers it, by at least as much;
    - sure thing: no class above, and without a treatment at least the average probability;
    - lost cause: the others.

    If the average effect is not above 0, every effect is large enough.

    Args:
        control: (n,) the probability of a response without a treatment.
        uplift: (n,) what the treatment adds.
        average_control: the response rate of the control arm.
        average_uplift: the effect of treating everyone.
    """
    large = max(average_uplift, 0.0)
    return np.select(
        [
            (uplift > 0) & (uplift >= large),
            (uplift < 0) & (uplift <= -large),
            control >= average_control,
        ],
        [PERSUADABLE, SLEEPING_DOG, SURE_THING],
        LOST_CAUSE,
    )
