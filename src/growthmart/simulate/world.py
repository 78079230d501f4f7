"""The whole world in one call: people, catalogue, orders, refunds, and dirt on top."""

from collections.abc import Callable

import pyarrow as pa

from growthmart.simulate.baskets import draw_lines, line_table
from growthmart.simulate.clock import Clock
from growthmart.simulate.contacts import contact_table
from growthmart.simulate.dirt import plant_dirt
from growthmart.simulate.exchange import draw_rates, exchange_table
from growthmart.simulate.identities import draw_cookies, draw_devices, identity_table
from growthmart.simulate.orders import (
    draw_orders,
    euros_per_unit,
    order_amounts,
    order_table,
    order_truth,
)
from growthmart.simulate.people import customer_table, draw_people, people_truth
from growthmart.simulate.products import (
    catalogue_size,
    catalogue_truth,
    draw_catalogue,
    product_table,
)
from growthmart.simulate.purchases import draw_purchases
from growthmart.simulate.refunds import draw_refunds, refund_truth
from growthmart.simulate.streams import Streams

STEPS = ("people", "products", "orders", "order items", "refunds", "dirt")


def simulate(
    customers: int, days: int, seed: int, on_step: Callable[[str], None] = lambda step: None
) -> dict[str, pa.Table]:
    """Simulate a shop; the same arguments give the same tables.

    Returns the tables by the path they are written to, without suffix: `orders`, `truth/dirt`.
    `on_step` is called with the name of each step as it begins.
    """
    clock = Clock(days)
    streams = Streams(seed)

    on_step("people")
    people = draw_people(streams["people"], customers, clock)
    contacts = contact_table(streams["contacts"], customers, clock)
    devices = draw_devices(streams["identities"], people.signup, clock)
    cookies = draw_cookies(streams["identities"], devices, clock)
    identities = identity_table(
        streams["identities"], people.signup, contacts, devices, cookies, clock
    )

    on_step("products")
    catalogue = draw_catalogue(streams["products"], catalogue_size(customers), clock)
    rates = draw_rates(streams["exchange_rates"], clock)

    on_step("orders")
    purchases = draw_purchases(streams["purchases"], people, clock)
    orders = draw_orders(streams["orders"], people, purchases, cookies, clock)
    euros = euros_per_unit(purchases, orders, rates, clock)

    on_step("order items")
    goods = purchases.value / (1 - orders.promotion_percent / 100)
    lines = draw_lines(streams["order_items"], purchases, people.taste, goods, euros, catalogue)
    amounts = order_amounts(people, purchases, orders, lines)

    on_step("refunds")
    refunds, returns = draw_refunds(streams["refunds"], people, purchases, orders, lines, clock)

    on_step("dirt")
    clean = {
        "customers": customer_table(streams["people"], people, clock),
        "contacts": contacts,
        "identities": identities,
        "products": product_table(streams["products"], catalogue, clock),
        "orders": order_table(people, purchases, orders, amounts, clock),
        "order_items": line_table(lines, clock),
        "refunds": refunds,
        "exchange_rates": exchange_table(rates, clock),
        "truth/customers": people_truth(people),
        "truth/products": catalogue_truth(catalogue),
        "truth/orders": order_truth(purchases),
        "truth/refunds": refund_truth(returns),
    }
    return plant_dirt(streams, clean, clock)
