"""When people buy and for how much: Pareto/NBD in seasonal time, gamma-gamma in euros.

Source: Fader, Hardie and Lee 2005, RFM and CLV: Using Iso-Value Curves for Customer Base Analysis.
"""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.draws import NONE, Floats, Ints
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.shop.people import People

WEEK_DAYS = 7.0


@dataclass(frozen=True)
class Purchases:
    """One row per order, in order of time: the person, the moment and the value in euros.

    `message` is the row of the message that induced the order; `NONE` if none did.
    """

    person: Ints
    moment: Floats
    value: Floats
    message: Ints

    @property
    def count(self) -> int:
        """How many orders there are."""
        return len(self.person)


def draw_purchases(rng: np.random.Generator, people: People, clock: Clock) -> Purchases:
    """Draw every order: a buyer's first order soon after signup, then repeat orders until drop-out.

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
    nothing = np.full(len(person), NONE)
    return _priced(rng, people, person, moment, nothing)


def add_purchases(
    rng: np.random.Generator,
    people: People,
    purchases: Purchases,
    person: Ints,
    moment: Floats,
    message: Ints,
) -> Purchases:
    """Add the orders that messages induced."""
    added = _priced(rng, people, person, moment, message)
    both = {
        name: np.concatenate([getattr(purchases, name), getattr(added, name)])
        for name in ("person", "moment", "value", "message")
    }
    order = np.lexsort((both["person"], both["moment"]))
    return Purchases(**{name: column[order] for name, column in both.items()})


def _priced(
    rng: np.random.Generator, people: People, person: Ints, moment: Floats, message: Ints
) -> Purchases:
    """Sort orders by time and draw the value of each."""
    order = np.lexsort((person, moment))
    person, moment = person[order], moment[order]
    value = rng.gamma(FROZEN.spend_p, size=len(person)) / people.spend_rate[person]
    return Purchases(person, moment, value, message[order])
