"""The drift expectations that a suite may hold: their names, arguments and defaults.

They are ours, in the form of Great Expectations, which knows no earlier run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from growthmart.quality.kwargs import EntryError
from growthmart.quality.safe_text import nearest

DISTRIBUTION = "expect_column_distribution_to_match_last_passed_run"
QUANTILES = "expect_column_quantiles_to_be_close_to_last_passed_run"
ROW_COUNT = "expect_table_row_count_to_be_close_to_last_passed_run"
# The index grows with every share that moves. Below .1 two samples count as alike, from .25 on as
# changed: the rule of thumb of credit scoring (Siddiqi, Credit Risk Scorecards, 2006).
DEFAULTS: dict[str, dict[str, Any]] = {
    DISTRIBUTION: {"column": None, "max_psi": 0.25},
    # in units of the distance between the lowest and the highest of the quantiles
    QUANTILES: {"column": None, "quantiles": [0.1, 0.5, 0.9], "max_shift": 0.25},
    ROW_COUNT: {"min_ratio": 0.8, "max_ratio": 2.0},
}
KINDS = frozenset(DEFAULTS)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def arguments(kind: str, kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Check the arguments of a drift expectation and fill in the defaults.

    Raises:
        EntryError: an argument is unknown, missing or of the wrong form.

    """
    defaults = DEFAULTS[kind]
    for key in kwargs:
        if key not in defaults:
            raise EntryError(f"unknown argument {key!r} of {kind}{nearest(key, defaults)}")
    filled = defaults | dict(kwargs)
    for key, value in filled.items():
        if key == "column":
            if not isinstance(value, str):
                raise EntryError(f"wrong arguments of {kind}: column must name a column")
        elif key == "quantiles":
            rising = isinstance(value, list) and len(value) > 1 and all(map(_is_number, value))
            if not rising or sorted(set(value)) != value or not 0 <= value[0] <= value[-1] <= 1:
                raise EntryError(
                    f"wrong arguments of {kind}: quantiles must be two or more rising numbers "
                    "from 0 to 1"
                )
        elif not _is_number(value) or value < 0:
            raise EntryError(f"wrong arguments of {kind}: {key} must be a number from 0 on")
    return filled
