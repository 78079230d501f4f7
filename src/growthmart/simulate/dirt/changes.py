"""Ways to break one column of valid rows."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import TIMESTAMP
from growthmart.simulate.base.columns import ids, join, money, repeat, whole

Change = Callable[[pa.Table], pa.Array]
UNKNOWN_OFFSET = 90_000_000
"""The simulator uses no ids from this number on."""


def unknown(prefix: str) -> Change:
    """Write ids that do not exist."""
    return lambda rows: ids(prefix, UNKNOWN_OFFSET + np.arange(1, rows.num_rows + 1))


def nothing(rows: pa.Table) -> pa.Array:
    """Write null into every row."""
    return pa.nulls(rows.num_rows)


def same(word: str) -> Change:
    """Write one word into every row."""
    return lambda rows: repeat(pa.scalar(word), rows.num_rows)


def amount(cents: int) -> Change:
    """Write one amount of money into every row."""
    return lambda rows: money(np.full(rows.num_rows, cents))


def number(value: int) -> Change:
    """Write one whole number into every row."""
    return lambda rows: whole(np.full(rows.num_rows, value))


def negative(name: str) -> Change:
    """Make the amounts of a column negative; all of them are above zero."""
    return lambda rows: pc.negate(rows[name])


def spoilt(name: str) -> Change:
    """Write a question mark behind a column's words: no spelling of a code looks like this."""
    return lambda rows: join([rows[name], pa.scalar("?")])


def days_after(name: str, days: int) -> Change:
    """Write the times of a column, moved by a number of days; a negative number moves back."""
    shift = pa.scalar(np.timedelta64(days, "D").astype("timedelta64[us]"))
    return lambda rows: pc.add(rows[name], shift).cast(TIMESTAMP)
