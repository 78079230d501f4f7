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

    - sleeping dog: the treatment lowers the probability;
    - persuadable: it raises it, by at least the average effect;
    - sure thing: no class above, and without a treatment at least the average probability;
    - lost cause: the others.

    Args:
        control: (n,) the probability of a response without a treatment.
        uplift: (n,) what the treatment adds.
        average_control: the response rate of the control arm.
        average_uplift: the effect of treating everyone.
    """
    return np.select(
        [uplift < 0, (uplift > 0) & (uplift >= average_uplift), control >= average_control],
        [SLEEPING_DOG, PERSUADABLE, SURE_THING],
        LOST_CAUSE,
    )
