"""The parts of the world that the web needs."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.draws import NONE, Bools, Floats, Ints
from growthmart.simulate.marketing.campaigns import Campaigns
from growthmart.simulate.marketing.messages import NEVER, Messages
from growthmart.simulate.marketing.visits import OrderVisits
from growthmart.simulate.shop.baskets import Lines
from growthmart.simulate.shop.identities import Cookies
from growthmart.simulate.shop.orders import Orders
from growthmart.simulate.shop.people import People
from growthmart.simulate.shop.products import Catalogue
from growthmart.simulate.shop.purchases import WEEK_DAYS, Purchases
from growthmart.simulate.traffic.traffic import Traffic


@dataclass(frozen=True)
class WebWorld:
    """The people and orders whose visits are drawn.

    `followed` is the row of the message whose link led to each order, or `NONE`. `device_type` is
    the type of each numbered device.
    """

    clock: Clock
    people: People
    catalogue: Catalogue
    purchases: Purchases
    orders: Orders
    lines: Lines
    visits: OrderVisits
    messages: Messages
    followed: Ints
    campaigns: Campaigns
    traffic: Traffic
    cookies: Cookies
    device_type: Ints

    @cached_property
    def _orders(self) -> Ints:
        """The rows of the online orders, by person and time."""
        row = np.flatnonzero(self.orders.is_online)
        return row[np.argsort(self.purchases.person[row], kind="stable")]

    def orders_of(self, first: int, last: int) -> Ints:
        """Return the rows of the online orders of the people from `first` to before `last`."""
        person = self.purchases.person[self._orders]
        return self._orders[slice(*np.searchsorted(person, [first, last]))]

    @cached_property
    def _idle_clicks(self) -> Ints:
        """The rows of the messages clicked in a visit without an order, by person."""
        is_idle = self.messages.clicked != NEVER
        is_idle[self.followed[self.followed != NONE]] = False
        row = np.flatnonzero(is_idle)
        return row[np.argsort(self.messages.person[row], kind="stable")]

    def idle_clicks_of(self, first: int, last: int) -> Ints:
        """Return the rows of the messages that these people clicked without buying."""
        person = self.messages.person[self._idle_clicks]
        return self._idle_clicks[slice(*np.searchsorted(person, [first, last]))]

    @cached_property
    def interest_end(self) -> Floats:
        """When people lose interest: buyers at their drop-out; infinite for the others."""
        end = np.full(self.people.count, np.inf)
        np.minimum.at(end, self.purchases.person, self.purchases.moment)
        return end + WEEK_DAYS * self.people.lifetime_weeks

    @cached_property
    def is_lost(self) -> Bools:
        """Whether the input layer rejects each order: test orders and orders of test customers."""
        of_test = self.people.is_test[self.purchases.person] & ~self.orders.is_guest
        return self.orders.is_test | of_test
