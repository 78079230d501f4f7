"""When people buy and for how much: Pareto/NBD in seasonal time, gamma-gamma in euros."""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.clock import Clock
from growthmart.simulate.draws import Floats, Ints
from growthmart.simulate.parameters import FROZEN
from growthmart.simulate.people import People

WEEK_DAYS = 7.0


@dataclass(frozen=True)
class Purchases:
    """One row per order, in order of time: the person, the moment and the value in euros."""

    person: Ints
    moment: Floats
    value: Floats

    @property
    def count(self) -> int:
        """How many orders there are."""
        return len(self.person)


def draw_purchases(rng: np.random.Generator, people: People, clock: Clock) -> Purchases:
    """Draw every order: a buyer's first soon after signup, then repeats until drop-out.

    Repeats are a Poisson process of the person's rate in seasonal time; drop-out is exponential in
    calendar time from the first order on. Nothing happens after the calendar's end.
    """
    buyer = np.flatnonzero(people.is_buyer)
    prompt = rng.random(len(buyer)) < FROZEN.first_order_at_signup_share
    wait = np.where(prompt, FROZEN.first_order_prompt_days, FROZEN.first_order_delay_days)
    first = people.signup[buyer] + rng.exponential(size=len(buyer)) * wait
    buyer, first = buyer[first < clock.days], first[first < clock.days]

    last = np.minimum(first + WEEK_DAYS * people.lifetime_weeks[buyer], clock.days)
    opened, closed = clock.seasonal(first), clock.seasonal(last)
    weeks = np.maximum(closed - opened, 0) / WEEK_DAYS
    repeats = rng.poisson(people.purchase_rate[buyer] * weeks)
    row = np.repeat(np.arange(len(buyer)), repeats)
    repeat_at = opened[row] + rng.random(len(row)) * (closed - opened)[row]
    again = np.clip(clock.calendar(repeat_at), first[row], np.nextafter(clock.days, 0))

    person = np.concatenate([buyer, buyer[row]])
    moment = np.concatenate([first, again])
    order = np.lexsort((person, moment))
    person, moment = person[order], moment[order]
    value = rng.gamma(FROZEN.spend_p, size=len(person)) / people.spend_rate[person]
    return Purchases(person, moment, value)
