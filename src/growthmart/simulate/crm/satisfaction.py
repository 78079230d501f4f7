"""Hidden satisfaction: of people, with products, with orders and with the help they got."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.columns import ids
from growthmart.simulate.base.draws import Floats
from growthmart.simulate.base.vocabulary import REFUND_REASONS
from growthmart.simulate.crm.parameters import CRM
from growthmart.simulate.crm.shop import Shop
from growthmart.simulate.crm.tickets import NO_ORDER, Tickets
from growthmart.simulate.crm.vocabulary import REFUND_PENALTY


@dataclass(frozen=True)
class Satisfaction:
    """Points around 0: one per person, product, order and ticket."""

    person: Floats
    product: Floats
    order: Floats
    ticket: Floats


def draw_satisfaction(rng: np.random.Generator, shop: Shop, tickets: Tickets) -> Satisfaction:
    """Draw everybody's mood, and take off for what went wrong and for slow help.

    With an order: mood + noise - what its refund's reason costs - slow penalty x log(1 + days that
    its ticket took). With a ticket: the same without the refund.
    """
    person = rng.normal(0, CRM.person_deviation, shop.people.count)
    product = rng.normal(0, CRM.product_deviation, shop.products)
    slow = CRM.slow_penalty * np.log1p(tickets.resolution_days)
    order = person[shop.purchases.person] + rng.normal(0, CRM.order_deviation, shop.purchases.count)
    penalties = np.array([REFUND_PENALTY[word] for word, _ in REFUND_REASONS])
    np.subtract.at(order, shop.returns.order, penalties[shop.returns.reason])
    has_order = tickets.order != NO_ORDER
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
