"""The inputs of customer relations: the people, their orders and their refunds."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import ids
from growthmart.simulate.base.draws import Bools, Floats, Ints
from growthmart.simulate.base.vocabulary import STATUSES
from growthmart.simulate.shop.baskets import Lines
from growthmart.simulate.shop.orders import CANCELLED, Amounts, Orders
from growthmart.simulate.shop.people import People
from growthmart.simulate.shop.purchases import WEEK_DAYS, Purchases
from growthmart.simulate.shop.refunds import Returns

SHIPPED, DELIVERED = STATUSES.index("shipped"), STATUSES.index("delivered")


@dataclass(frozen=True)
class Shop:
    """The people, orders and refunds of the shop; `products` is the number of products."""

    clock: Clock
    people: People
    purchases: Purchases
    orders: Orders
    lines: Lines
    amounts: Amounts
    euros_per_unit: Floats
    returns: Returns
    products: int

    @cached_property
    def first_order(self) -> Floats:
        """The moment of each person's first order; infinite for people who never bought."""
        first = np.full(self.people.count, np.inf)
        np.minimum.at(first, self.purchases.person, self.purchases.moment)
        return first

    @cached_property
    def gone(self) -> Floats:
        """The moment at which each person is lost to the shop, or the calendar's end."""
        dropout = self.first_order + WEEK_DAYS * self.people.lifetime_weeks
        return np.minimum(dropout, self.clock.days)

    @cached_property
    def is_counted(self) -> Bools:
        """Whether each order is neither a test nor cancelled; others give no points or opinions."""
        return ~self.orders.is_test & (self.orders.status != CANCELLED)

    @cached_property
    def is_delivered(self) -> Bools:
        """Whether each order is counted and has arrived."""
        return self.is_counted & (self.orders.status == DELIVERED)

    def customer_ids(self, person: Ints, mask: Bools | None = None) -> pa.Array:
        """Build the ids of people; null where `mask`."""
        return ids("C", person + 1, mask)

    def order_ids(self, order: Ints, mask: Bools | None = None) -> pa.Array:
        """Build the ids of orders by their row; null where `mask`."""
        return ids("O", order + 1, mask)
