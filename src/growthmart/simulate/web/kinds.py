"""The kinds of visits: with an order, with a signup, from a link, before signup, and others."""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.base.draws import NONE, Floats, Ints
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.traffic.sources import SOURCES, STORE
from growthmart.simulate.web.world import WebWorld


@dataclass(frozen=True)
class Visits:
    """One row per visit, in seconds; `signs_up` is 1 where the second event is the signup."""

    person: Ints
    source: Ints
    order: Ints
    start: Ints
    resume: Ints
    signs_up: Ints


def joined(parts: list[Visits]) -> Visits:
    """Concatenate visits of several kinds."""
    names = Visits.__dataclass_fields__
    return Visits(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _plain(rng: np.random.Generator, person: Ints, source: Ints, start: Ints) -> Visits:
    """Build visits that neither buy nor sign up."""
    size = len(person)
    resume = start + rng.integers(3, 40, size)
    zeros = np.zeros(size, dtype=np.int64)
    return Visits(person, source, np.full(size, NONE), start, resume, zeros)


def order_visits(world: WebWorld, first: int, last: int) -> Visits:
    """Return the visits that led to an order."""
    order = world.orders_of(first, last)
    visits = world.visits
    return Visits(
        person=world.purchases.person[order],
        source=visits.source[order],
        order=order,
        start=visits.start[order],
        resume=visits.resume[order],
        signs_up=visits.signs_up[order].astype(np.int64),
    )


def signup_visits(rng: np.random.Generator, world: WebWorld, first: int, last: int) -> Visits:
    """Return the visits in which people signed up, except those that also had an order."""
    order = world.orders_of(first, last)
    merged = world.purchases.person[order[world.visits.signs_up[order]]]
    origin = world.people.origin[first:last]
    person = np.setdiff1d(first + np.flatnonzero(origin != STORE), merged)
    moment = world.people.signup[person]
    source = world.traffic.draw_again(rng, moment.astype(np.int64))
    is_first = world.visits.earlier[person] == 0
    source[is_first] = world.people.origin[person[is_first]]
    created = world.clock.seconds(moment)
    start = np.maximum(created - rng.integers(20, 120, len(person)), 0)
    size = len(person)
    return Visits(
        person, source, np.full(size, NONE), start, created, np.ones(size, dtype=np.int64)
    )


def click_visits(rng: np.random.Generator, world: WebWorld, first: int, last: int) -> Visits:
    """Return the visits from a message's link that had no order."""
    row = world.idle_clicks_of(first, last)
    source = len(SOURCES) + world.messages.campaign[row]
    return _plain(rng, world.messages.person[row], source, world.messages.clicked[row])


def earlier_visits(rng: np.random.Generator, world: WebWorld, first: int, last: int) -> Visits:
    """Return the visits of people before they signed up; the first has the person's origin."""
    person = first + np.repeat(np.arange(last - first), world.visits.earlier[first:last])
    signup = world.people.signup[person]
    gap = rng.exponential(WEB.earlier_visit_days, len(person))
    moment = np.maximum(signup - 0.1 - gap, signup * rng.random(len(person)) * 0.5)
    order = np.lexsort((moment, person))
    person, moment = person[order], moment[order]
    source = world.traffic.draw_again(rng, moment.astype(np.int64))
    is_first = np.diff(person, prepend=NONE) > 0
    source[is_first] = world.people.origin[person[is_first]]
    return _plain(rng, person, source, world.clock.seconds(moment))


def browsing_visits(rng: np.random.Generator, world: WebWorld, first: int, last: int) -> Visits:
    """Return the other visits: frequent until interest is lost, and rare afterwards."""
    clock = world.clock
    size = last - first
    opened = world.people.signup[first:last]
    interest = opened + rng.exponential(WEB.interest_days, size)
    bought = world.interest_end[first:last]
    closed = np.minimum(np.where(np.isfinite(bought), bought, interest), clock.days)
    rate = WEB.visits_per_day * rng.gamma(WEB.visits_shape, 1 / WEB.visits_shape, size)
    parts = [
        _process(rng, world, rate, opened, closed),
        _process(rng, world, rate * WEB.visits_after_share, closed, np.full(size, clock.days)),
    ]
    row = np.concatenate([part[0] for part in parts])
    moment = np.concatenate([part[1] for part in parts])
    source = world.traffic.draw_again(rng, moment.astype(np.int64))
    return _plain(rng, first + row, source, clock.seconds(moment))


def _process(
    rng: np.random.Generator, world: WebWorld, rate: Floats, opened: Floats, closed: Floats
) -> tuple[Ints, Floats]:
    """Draw visits at a rate in seasonal time; return the row and the moment of each."""
    start = world.clock.seasonal(opened)
    length = np.maximum(world.clock.seasonal(closed) - start, 0)
    row = np.repeat(np.arange(len(rate)), rng.poisson(rate * length))
    moment = world.clock.calendar(start[row] + rng.random(len(row)) * length[row])
    return row, np.clip(moment, 0, np.nextafter(world.clock.days, 0))
