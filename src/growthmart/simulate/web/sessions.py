"""The sessions of one block of people, and of the visitors who never sign up."""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.base.draws import NONE, Ints, draw_codes
from growthmart.simulate.base.vocabulary import COUNTRIES
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.shop.identities import cookie_in_use
from growthmart.simulate.web.kinds import (
    Visits,
    browsing_visits,
    click_visits,
    earlier_visits,
    joined,
    order_visits,
    signup_visits,
)
from growthmart.simulate.web.world import WebWorld

ALL_ALONG, ON_THE_WAY, NEVER_KNOWN = 0, 1, 2**15
"""The first event of a session at which the customer is known."""


@dataclass(frozen=True)
class Sessions:
    """One row per session, in order of time; `person` is `NONE` if the visitor never signs up.

    Times are in seconds: `start` is the first event, and the others are between `resume` and `end`.
    `order` is the row of the order, or `NONE`. `known_from` is the first event at which the
    customer is known. `signs_up` and `logs_in` (0 or 1) say what the second event is.
    """

    person: Ints
    cookie: Ints
    device: Ints
    device_type: Ints
    country: Ints
    source: Ints
    order: Ints
    start: Ints
    resume: Ints
    end: Ints
    known_from: Ints
    signs_up: Ints
    logs_in: Ints

    @property
    def count(self) -> int:
        """How many sessions there are."""
        return len(self.person)


def draw_sessions(
    rng: np.random.Generator, world: WebWorld, first: int, last: int, visitors: int
) -> tuple[Sessions, int]:
    """Draw the sessions of the people from `first` to before `last`, and of visitors.

    `visitors` is the number of visitors drawn before; cookies and devices are numbered after them.
    Also returns the new number of visitors.
    """
    visits = joined(
        [
            order_visits(world, first, last),
            signup_visits(rng, world, first, last),
            click_visits(rng, world, first, last),
            earlier_visits(rng, world, first, last),
            browsing_visits(rng, world, first, last),
        ]
    )
    people = _of_people(rng, world, visits, first, last)
    strangers, visitors = _of_strangers(rng, world, last - first, visitors)
    both = {
        name: np.concatenate([getattr(people, name), getattr(strangers, name)])
        for name in Sessions.__dataclass_fields__
    }
    order = np.lexsort((both["cookie"], both["start"]))
    return Sessions(**{name: column[order] for name, column in both.items()}), visitors


def _of_people(
    rng: np.random.Generator, world: WebWorld, visits: Visits, first: int, last: int
) -> Sessions:
    """Return the sessions of people, with cookie, device, and whether they were logged in."""
    person, order = visits.person, visits.order
    is_order, is_signup = order != NONE, visits.signs_up == 1
    links = world.cookies.of_people(first, last)
    cookie = cookie_in_use(rng, links, person, world.clock.moments(visits.start), world.clock)
    cookie[is_order] = world.orders.cookie[order[is_order]]
    known = len(world.cookies.number)
    device = world.cookies.device[np.minimum(cookie, known) - 1]
    # A guest's new cookie is on a new device, numbered after the devices of the people.
    device = np.where(cookie > known, len(world.device_type) + cookie - known, device)
    end = visits.resume + _length(rng, len(person))
    end[is_order] = world.clock.seconds(world.purchases.moment[order[is_order]])

    draw = rng.random(len(person))
    logs_in = np.where(is_order, WEB.order_logs_in_share, WEB.logs_in_share)
    stays_in = np.where(is_order, 1.0, WEB.logs_in_share + WEB.logged_in_share)
    known_from = np.select([draw < logs_in, draw < stays_in], [ON_THE_WAY, ALL_ALONG], NEVER_KNOWN)
    is_guest = np.zeros(len(person), dtype=bool)
    is_guest[is_order] = world.orders.is_guest[order[is_order]]
    created = world.clock.seconds(world.people.signup)[person]
    known_from[is_guest | (visits.start < created)] = NEVER_KNOWN
    known_from[is_signup] = ON_THE_WAY
    return Sessions(
        person=person,
        cookie=cookie,
        device=device,
        device_type=world.device_type[np.minimum(device, len(world.device_type)) - 1],
        country=world.people.country[person],
        source=visits.source,
        order=order,
        start=visits.start,
        resume=visits.resume,
        end=end,
        known_from=known_from,
        signs_up=visits.signs_up,
        logs_in=((known_from == ON_THE_WAY) & ~is_signup).astype(np.int64),
    )


def _of_strangers(
    rng: np.random.Generator, world: WebWorld, people: int, visitors: int
) -> tuple[Sessions, int]:
    """Draw the sessions of visitors who never sign up; some have several sessions."""
    years = world.clock.days / 365
    size = int(rng.poisson(WEB.anonymous_visitors_per_person_year * people * years))
    day, origin = world.traffic.draw_first(rng, size)
    moment = day + rng.random(size)
    more = np.repeat(np.arange(size), rng.poisson(WEB.anonymous_visits_more, size))
    again = moment[more] + rng.exponential(WEB.anonymous_return_days, len(more))
    more, again = more[again < world.clock.days], again[again < world.clock.days]
    visitor = np.concatenate([np.arange(size), more])
    source = np.concatenate([origin, world.traffic.draw_again(rng, again.astype(np.int64))])
    start = world.clock.seconds(np.concatenate([moment, again]))
    count = len(visitor)
    resume = start + rng.integers(3, 40, count)
    number = 1 + visitors + visitor
    guests = int(max(world.orders.cookie.max(initial=0) - len(world.cookies.number), 0))
    country = draw_codes(rng, [(land, land.weight) for land in COUNTRIES], size)
    device_type = draw_codes(rng, WEB.device_types, size)
    zeros = np.zeros(count, dtype=np.int64)
    sessions = Sessions(
        person=zeros + NONE,
        cookie=len(world.cookies.number) + guests + number,
        device=len(world.device_type) + guests + number,
        device_type=device_type[visitor],
        country=country[visitor],
        source=source,
        order=zeros + NONE,
        start=start,
        resume=resume,
        end=resume + _length(rng, count),
        known_from=zeros + NEVER_KNOWN,
        signs_up=zeros,
        logs_in=zeros,
    )
    return sessions, visitors + size


def _length(rng: np.random.Generator, size: int) -> Ints:
    """Draw how long sessions last from their second event on."""
    length = 10 + rng.exponential(WEB.visit_seconds, size).astype(np.int64)
    return np.minimum(length, WEB.visit_seconds_most)
