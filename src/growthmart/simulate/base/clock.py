"""Time: the seasons of the year, the hours of the day, and the conversion to timestamps."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from growthmart.simulate.base.draws import Bools, Floats
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.base.vocabulary import HOURLY_WEIGHTS

YEAR_DAYS = 365.25
DAY_SECONDS = 86_400
_BUSY = np.concatenate([[0.0], np.cumsum(HOURLY_WEIGHTS) / sum(HOURLY_WEIGHTS)])
"""The cumulative share of a day's business at each full hour, 0 to 1."""
TIMESTAMP = pa.timestamp("us")


@dataclass(frozen=True)
class Clock:
    """The calendar of `days` days; a moment is a float: days since its start.

    A process of constant rate in *seasonal* time has a rate of 1 + a cos(...) in calendar time.
    """

    days: int

    @property
    def start(self) -> np.datetime64:
        """The first moment of the calendar."""
        return np.datetime64(FROZEN.calendar_start, "us")

    @property
    def end(self) -> np.datetime64:
        """Midnight after the last day, when every row was exported."""
        return self.start + np.timedelta64(self.days, "D")

    def seasonal(self, moment: Floats) -> Floats:
        """Turn calendar time into seasonal time: the integral of the seasonal rate."""
        turn = 2 * np.pi / YEAR_DAYS
        wave = np.sin(turn * (moment - FROZEN.season_peak_day))
        wave_at_start = np.sin(-turn * FROZEN.season_peak_day)
        return moment + FROZEN.season_amplitude / turn * (wave - wave_at_start)

    @cached_property
    def _grid(self) -> tuple[Floats, Floats]:
        moments = np.linspace(0, self.days, 8 * self.days + 1)
        return self.seasonal(moments), moments

    def calendar(self, seasonal: Floats) -> Floats:
        """Turn seasonal time back into calendar time (linear between points 3 hours apart)."""
        known, moments = self._grid
        return np.interp(seasonal, known, moments)

    def datetimes(self, moment: Floats) -> npt.NDArray[np.datetime64]:
        """Turn moments into whole seconds, most of them at busy hours; their order is kept."""
        day = np.floor(moment)
        fraction = np.interp(moment - day, _BUSY, np.arange(25) / 24)
        second = np.minimum(fraction * DAY_SECONDS, DAY_SECONDS - 1).astype(np.int64)
        seconds = day.astype(np.int64) * DAY_SECONDS + second
        return self.start + seconds.astype("timedelta64[s]")

    def seconds(self, moment: Floats) -> npt.NDArray[np.int64]:
        """Turn moments into whole seconds since the calendar's start."""
        passed = self.datetimes(moment) - self.start
        return passed.astype("timedelta64[s]").astype(np.int64)

    def moments(self, seconds: npt.NDArray[np.int64]) -> Floats:
        """Turn seconds since the calendar's start back into moments."""
        day, second = np.divmod(seconds, DAY_SECONDS)
        return day + np.interp(second / DAY_SECONDS, np.arange(25) / 24, _BUSY)

    def second_timestamps(
        self, seconds: npt.NDArray[np.int64], mask: Bools | None = None
    ) -> pa.Array:
        """Turn seconds since the calendar's start into an arrow column, null where `mask`."""
        moments = self.start.astype(np.int64) + seconds * 1_000_000
        return pa.array(moments, pa.int64(), mask=mask).cast(TIMESTAMP)

    def timestamps(self, moment: Floats, mask: Bools | None = None) -> pa.Array:
        """Turn moments into an arrow column, null where `mask`."""
        return pa.array(self.datetimes(moment).astype("datetime64[us]"), TIMESTAMP, mask=mask)

    def months(self) -> npt.NDArray[np.datetime64]:
        """Return the first day of every month that the calendar touches."""
        first = self.start.astype("datetime64[M]")
        last = (self.end - np.timedelta64(1, "s")).astype("datetime64[M]")
        return np.arange(first, last + 1).astype("datetime64[D]")

    def month_numbers(self, moment: Floats) -> npt.NDArray[np.int64]:
        """Return the position of each moment's month in `months()`."""
        month = self.datetimes(moment).astype("datetime64[M]").astype(np.int64)
        return month - self.start.astype("datetime64[M]").astype(np.int64)
