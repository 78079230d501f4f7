"""Hidden satisfaction of people, and with products, orders and support tickets."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import ids
from growthmart.simulate.base.draws import NONE, Floats
from growthmart.simulate.base.vocabulary import REFUND_REASONS
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.tickets import Tickets
from growthmart.simulate.crm.vocabulary import REFUND_PENALTY


@dataclass(frozen=True)
class Satisfaction:
    """Points around 0: one value per person, product, order and ticket."""

    person: Floats
    product: Floats
    order: Floats
    ticket: Floats


def draw_satisfaction(rng: np.random.Generator, shop: Shop, tickets: Tickets) -> Satisfaction:
    """Draw the mood of each person, and subtract penalties for faults and for slow help.

    Of an order: mood + noise - penalty of the refund's reason - slow penalty x log(1 + days that
    the ticket took). Of a ticket: the same without the refund.
    """
    person = rng.normal(0, CRM.person_deviation, shop.people.count)
    product = rng.normal(0, CRM.product_deviation, shop.products)
    slow = CRM.slow_penalty * np.log1p(tickets.resolution_days)
    order = person[shop.purchases.person] + rng.normal(0, CRM.order_deviation, shop.purchases.count)
    penalties = np.array([REFUND_PENALTY[word] for word, _ in REFUND_REASONS])
    np.subtract.at(order, shop.returns.order, penalties[shop.returns.reason])
    has_order = tickets.order != NONE
    np.subtract.at(order, tickets.order[has_order], slow[has_order])
    noise = rng.normal(0, CRM.ticket_deviation, len(slow))
    return Satisfaction(person, product, order, person[tickets.person] + noise - slow)


def satisfaction_truth(satisfaction: Satisfaction) -> dict[str, pa.Table]:
    """Build the hidden truth: a table of ids and points for each kind of thing."""
    kinds = {
        "customer": ("C", satisfaction.person),
        "product": ("P", satisfaction.product),
        "order": ("O", satisfaction.order),
        "ticket": ("TK", satisfaction.ticket),
    }
    return {
        f"truth/{kind}_satisfaction": pa.table(
            {"id": ids(prefix, np.arange(1, len(points) + 1)), "satisfaction": points}
        )
        for kind, (prefix, points) in kinds.items()
    }
