"""The funnel: how far each session goes, and its events one after the other."""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.base.draws import NONE, Bools, Ints
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.web.sessions import Sessions

STEPS = (
    "page_view",
    "sign_up",
    "login",
    "content_view",
    "activity_join",
    "search",
    "view_item",
    "add_to_wishlist",
    "add_to_cart",
    "begin_checkout",
    "purchase",
)
"""The names of the steps, in the order in which a session takes them."""
STEP = {name: place for place, name in enumerate(STEPS)}


@dataclass(frozen=True)
class Walk:
    """One row per event: the row of its session, its step, and its position in session and step.

    `second` is when it happens, in seconds since the calendar's start.
    """

    session: Ints
    step: Ints
    place: Ints
    nth: Ints
    second: Ints

    @property
    def count(self) -> int:
        """The number of events."""
        return len(self.session)


def draw_counts(rng: np.random.Generator, sessions: Sessions, lines: Ints) -> Ints:
    """Draw how often each session takes each step, sessions x `STEPS`.

    `lines` is the number of products in each session's order, 0 without an order. A session with an
    order views and carts the products that it buys. The other sessions stop by the frozen rates.
    """
    size = sessions.count
    is_order = sessions.order != NONE
    counts = np.zeros((size, len(STEPS)), dtype=np.int64)
    rates = [WEB.customer, WEB.visitor]
    group = (sessions.person == NONE).astype(np.int64)

    def chance(name: str) -> Bools:
        shares = np.array([getattr(each, name) for each in rates])
        return rng.random(size) < shares[group]

    stays = is_order | ~chance("bounce")
    means = np.array([each.further_views_mean for each in rates])[group]
    views = (stays & chance("view")) * (1 + rng.poisson(means))
    carts = (views > 0) & chance("cart_of_views")
    bought = lines + rng.poisson(WEB.views_beyond_bought_mean, size)
    counts[:, STEP["page_view"]] = 1
    counts[:, STEP["sign_up"]] = sessions.signs_up
    counts[:, STEP["login"]] = sessions.logs_in
    counts[:, STEP["content_view"]] = stays & chance("content")
    counts[:, STEP["activity_join"]] = stays & chance("activity")
    counts[:, STEP["search"]] = stays & chance("search")
    counts[:, STEP["view_item"]] = np.where(is_order, bought, views)
    counts[:, STEP["add_to_wishlist"]] = (views > 0) & ~is_order & chance("wishlist_of_views")
    counts[:, STEP["add_to_cart"]] = np.where(is_order, lines, carts)
    counts[:, STEP["begin_checkout"]] = is_order | (carts & chance("checkout_of_carts"))
    counts[:, STEP["purchase"]] = is_order
    return counts


def walk(rng: np.random.Generator, sessions: Sessions, counts: Ints, last_second: int) -> Walk:
    """Lay out the events of every session in order, within the calendar."""
    flat = counts.ravel()
    cell = np.repeat(np.arange(len(flat)), flat)
    session, step = np.divmod(cell, len(STEPS))
    events = counts.sum(axis=1)
    place = np.arange(len(cell)) - np.repeat(np.cumsum(events) - events, events)
    nth = np.arange(len(cell)) - np.repeat(np.cumsum(flat) - flat, flat)

    gaps = np.maximum(events - 2, 1)[session]
    is_inner = (place > 1) & (place < events[session] - 1)
    way = (place - 1 + 0.8 * rng.random(len(cell)) * is_inner) / gaps
    span = np.maximum(sessions.end - sessions.resume, 0)
    later = sessions.resume[session] + (span[session] * way).astype(np.int64)
    second = np.where(place == 0, sessions.start[session], later)
    return Walk(session, step, place, nth, np.clip(second, 0, last_second))
