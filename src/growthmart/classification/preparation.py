"""Columns of any kind as a matrix of numbers, learnt on the training rows only."""

from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The categories of a column that have a column of their own; the rest share one.
MOST_CATEGORIES = 30
# A category with fewer rows belongs to the rest.
LEAST_CATEGORY_ROWS = 10
MISSING = "(missing)"


def checked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns as doubles, or as texts with ``MISSING`` where a value is missing.

    Booleans are 0 and 1. Infinite numbers count as missing.

    Raises:
        ValueError: two columns have one name, or a column holds dates, durations or lists.
    """
    frame = pd.DataFrame(frame)
    names = [str(name) for name in frame.columns]
    if len(set(names)) < len(names):
        raise ValueError("two columns have one name")
    return pd.DataFrame(
        {name: _checked_column(name, frame.iloc[:, at]) for at, name in enumerate(names)},
        index=range(len(frame)),
    )


def _checked_column(name: str, column: pd.Series) -> NDArray[Any]:
    types = pd.api.types
    if types.is_bool_dtype(column.dtype) or types.is_numeric_dtype(column.dtype):
        return _finite(column.astype("Float64").to_numpy(np.float64, na_value=np.nan))
    if types.is_datetime64_any_dtype(column.dtype) or types.is_timedelta64_dtype(column.dtype):
        raise ValueError(_dates_refused(name))
    filled = column.notna().to_numpy()
    values = column.astype(object).to_numpy()
    kinds = set(map(type, values[filled]))
    if all(issubclass(kind, Real | Decimal | np.bool_) for kind in kinds):
        return _finite(
            np.array([float(one) if on else np.nan for one, on in zip(values, filled, strict=True)])
        )
    if any(hasattr(kind, "isoformat") or hasattr(kind, "total_seconds") for kind in kinds):
        raise ValueError(_dates_refused(name))
    if any(issubclass(kind, list | tuple | dict | set | np.ndarray) for kind in kinds):
        raise ValueError(f"column {name!r} holds lists: give one value per row")
    return np.array(
        [str(one) if on else MISSING for one, on in zip(values, filled, strict=True)], dtype=object
    )


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _dates_refused(name: str) -> str:
    return (
        f"column {name!r} holds dates or times, which do not come again: give the number of days "
        "up to the as-of date"
    )


@dataclass(frozen=True)
class NumberColumn:
    """A column of numbers: logs if it is skewed, the median for missing values, standardised.

    Attributes:
        name: the column.
        low, high: the range of the training; a value outside counts as the nearest inside, because
            no one knows what happens there.
        is_log: whether the logarithm of one plus the value is taken, because it is less skewed.
        median, mean, scale: of the values with the logs taken.
        has_missing: whether values were missing in the training; if so, a second column of the
            matrix says where.
    """

    name: str
    low: float
    high: float
    is_log: bool
    median: float
    mean: float
    scale: float
    has_missing: bool

    @classmethod
    def learn(cls, name: str, values: Floats) -> "NumberColumn | None":
        """Return the column, or None if it says nothing: all values are equal or missing."""
        is_missing = np.isnan(values)
        known = values[~is_missing]
        if not len(known) or (known.min() == known.max() and not is_missing.any()):
            return None
        low, high = float(known.min()), float(known.max())
        is_log = low >= 0 and _skewness(np.log1p(known)) < _skewness(known)
        known = np.log1p(known) if is_log else known
        median = float(np.median(known))
        filled = np.concatenate([known, np.full(is_missing.sum(), median)])
        scale = float(filled.std())
        return cls(
            name,
            low,
            high,
            bool(is_log),
            median,
            float(filled.mean()),
            scale or 1.0,
            bool(is_missing.any()),
        )

    @property
    def width(self) -> int:
        """The number of its columns in the matrix."""
        return 1 + self.has_missing

    def apply(self, values: Floats) -> Floats:
        """Return (n, width) numbers."""
        is_missing = np.isnan(values)
        values = np.clip(values, self.low, self.high)
        if self.is_log:
            values = np.log1p(values)
        scaled = (np.where(is_missing, self.median, values) - self.mean) / self.scale
        columns = [scaled, is_missing.astype(float)][: self.width]
        return np.column_stack(columns)

    def typical(self, matrix: Floats) -> Floats:
        """Return the typical row, (width,), of its columns of the matrix."""
        return np.median(matrix, axis=0)


@dataclass(frozen=True)
class TextColumn:
    """A column of categories: 1 in the column of the category, 0 in the others.

    Attributes:
        name: the column.
        categories: the frequent ones, sorted. Other values, also unseen ones, are 0 everywhere.
    """

    name: str
    categories: list[str]

    @classmethod
    def learn(cls, name: str, values: NDArray[Any]) -> "TextColumn | None":
        """Return the column, or None if it says nothing: no or one category is frequent."""
        counts = pd.Series(values).value_counts()
        frequent = counts[counts >= LEAST_CATEGORY_ROWS].reset_index()
        frequent.columns = pd.Index(["category", "rows"])
        frequent = frequent.sort_values(["rows", "category"], ascending=[False, True])
        categories = sorted(frequent["category"].head(MOST_CATEGORIES))
        if not categories or len(counts) == 1:
            return None
        return cls(name, categories)

    @property
    def width(self) -> int:
        """The number of its columns in the matrix."""
        return len(self.categories)

    def apply(self, values: NDArray[Any]) -> Floats:
        """Return (n, width) zeros and ones."""
        at = pd.Index(self.categories).get_indexer(pd.Index(values))
        return (at[:, None] == np.arange(self.width)).astype(float)

    def typical(self, matrix: Floats) -> Floats:
        """Return the typical row, (width,), of its columns of the matrix: the frequent category."""
        row = np.zeros(self.width)
        row[matrix.sum(axis=0).argmax()] = 1.0
        return row


@dataclass(frozen=True)
class Preparation:
    """The columns of a frame as one matrix.

    Attributes:
        columns: those that say something, in the order of the frame.
    """

    columns: list[NumberColumn | TextColumn]

    @classmethod
    def learn(cls, frame: pd.DataFrame) -> "Preparation":
        """Learn from a :func:`checked` frame."""
        learnt = [
            NumberColumn.learn(name, frame[name].to_numpy())
            if frame[name].dtype == np.float64
            else TextColumn.learn(name, frame[name].to_numpy())
            for name in frame
        ]
        return cls([column for column in learnt if column is not None])

    def apply(self, frame: pd.DataFrame) -> Floats:
        """Return the matrix, (n, width), of a :func:`checked` frame.

        Raises:
            ValueError: a column is missing, or has texts where the training had numbers.
        """
        parts = [np.zeros((len(frame), 0))]
        for column in self.columns:
            if column.name not in frame:
                raise ValueError(f"column {column.name!r} is missing")
            values = frame[column.name]
            is_number = values.dtype == np.float64
            # a column without any value has no kind
            if values.isna().all():
                values = (
                    values if isinstance(column, NumberColumn) else values.map(lambda _: MISSING)
                )
            elif is_number != isinstance(column, NumberColumn):
                raise ValueError(
                    f"column {column.name!r} held another kind of values in the training"
                )
            parts.append(column.apply(values.to_numpy()))
        return np.hstack(parts)

    def slices(self) -> list[slice]:
        """Return where each column is in the matrix."""
        ends = np.cumsum([column.width for column in self.columns])
        return [
            slice(int(end) - column.width, int(end))
            for column, end in zip(self.columns, ends, strict=True)
        ]


def canonical_order(frame: pd.DataFrame, label: NDArray[Any]) -> NDArray[np.intp]:
    """Return an order of the rows that does not depend on their order in the frame.

    Rows that are equal in every column and in the label are interchangeable.
    """
    keys = [
        frame[name].to_numpy()
        if frame[name].dtype == np.float64
        else np.unique(frame[name].to_numpy(dtype=str), return_inverse=True)[1]
        for name in sorted(frame)
    ]
    return np.lexsort([*keys, label])


def _skewness(values: Floats) -> float:
    deviations = values - values.mean()
    spread = values.std()
    return float(abs((deviations**3).mean()) / spread**3) if spread > 0 else 0.0
