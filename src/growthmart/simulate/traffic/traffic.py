"""The visits by source and day: constant sources, and ads with a saturating response."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.draws import Floats, Ints
from growthmart.simulate.base.marketing_parameters import MARKETING
from growthmart.simulate.traffic.sources import AD_SOURCES, SOURCES, STORE, STORE_SHARE

WEEK = 7


def response(budget: Floats, saturation: Floats) -> Floats:
    """Return the clicks for a budget: 0 at budget 0, 1 at budget 1, and a concave curve."""
    return (1 - np.exp(-budget / saturation)) / (1 - np.exp(-1 / saturation))


@dataclass(frozen=True)
class Traffic:
    """The traffic; `budget` is days x ads, as a multiple of the usual budget of `AD_SOURCES`."""

    budget: Floats

    @cached_property
    def reach(self) -> Floats:
        """The clicks by day and ad, days x ads, as a multiple of the usual clicks."""
        return response(self.budget, np.array([SOURCES[ad].saturation for ad in AD_SOURCES]))

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self.budget)

    def weights(self, mix: str) -> Floats:
        """Return the weight of each source by day, days x sources; mix is `first` or `again`."""
        weights = np.tile([getattr(source, mix) for source in SOURCES], (self.days, 1))
        weights[:, AD_SOURCES] *= self.reach
        return weights

    @cached_property
    def _edges_again(self) -> Floats:
        weights = self.weights("again")
        return np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)[:, :-1]

    @cached_property
    def _edges_first(self) -> Floats:
        """Cumulative weight of every (day, source), flattened."""
        weights = self.weights("first").ravel()
        return np.cumsum(weights / weights.sum())

    def draw_again(self, rng: np.random.Generator, day: Ints) -> Ints:
        """Draw the source of a later visit on each of the days."""
        day = np.clip(day, 0, self.days - 1)
        draws = rng.random(len(day))
        source = np.zeros(len(day), dtype=np.int64)
        for edge in self._edges_again.T:
            source += draws >= edge[day]
        return source

    def draw_first(self, rng: np.random.Generator, size: int) -> tuple[Ints, Ints]:
        """Draw the day and the source of first visits."""
        cell = np.searchsorted(self._edges_first, rng.random(size), side="right")
        return np.divmod(np.minimum(cell, len(self._edges_first) - 1), len(SOURCES))

    def draw_origins(self, rng: np.random.Generator, size: int) -> tuple[Floats, Ints]:
        """Draw the moments at which people sign up, ascending, and the source of each person.

        On days on which an ad reaches more people, more sign up through it. Signups in stores are
        equally likely on every day.
        """
        day, source = self.draw_first(rng, size)
        in_store = rng.random(size) < STORE_SHARE
        day[in_store] = rng.integers(0, self.days, in_store.sum())
        source[in_store] = STORE
        moment = day + rng.random(size)
        order = np.argsort(moment)
        return moment[order], source[order]


def draw_traffic(rng: np.random.Generator, clock: Clock) -> Traffic:
    """Draw the budget of every ad and day: weekly steps, daily noise, and less at weekends."""
    shape = (clock.days, len(AD_SOURCES))
    weeks = rng.normal(0, MARKETING.budget_week_deviation, (clock.days // WEEK + 2, shape[1]))
    day = np.arange(clock.days)
    level = np.exp(weeks[day // WEEK] + rng.normal(0, MARKETING.budget_day_deviation, shape))
    weekday = (clock.start.astype("datetime64[D]").astype(int) + day + 3) % WEEK
    level[weekday >= 5] *= MARKETING.weekend_budget
    return Traffic(level)
