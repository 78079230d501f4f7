"""The growth of a cost with the data."""

import math
from collections.abc import Sequence


def slope(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the slope of the least-squares line through the logarithms of size and cost.

    A slope of 1 means that the cost grows as the data, a slope of 2 as the square of the data.

    Raises:
        ValueError: there are fewer than two different sizes.
    """
    if len(set(sizes)) < 2:
        raise ValueError("a slope needs two sizes")
    x, y = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x_mean, y_mean = sum(x) / len(x), sum(y) / len(y)
    covariance = sum((a - x_mean) * (b - y_mean) for a, b in zip(x, y, strict=True))
    return covariance / sum((a - x_mean) ** 2 for a in x)
