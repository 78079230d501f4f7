"""The whole world: people, catalogue, orders, relations, marketing, the web, and dirt on top."""

from collections.abc import Callable, Iterator

import pyarrow as pa

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.columns import ids
from growthmart.simulate.base.draws import draw_codes
from growthmart.simulate.base.parts import Part, collect
from growthmart.simulate.base.streams import Streams
from growthmart.simulate.base.web_parameters import WEB
from growthmart.simulate.crm import Shop, draw_crm
from growthmart.simulate.dirt.ledger import Ledger
from growthmart.simulate.dirt.marketing import plant_marketing, plant_messages
from growthmart.simulate.dirt.plant import plant_dirt
from growthmart.simulate.event_blocks import event_parts, no_clicks
from growthmart.simulate.marketing.campaigns import draw_campaigns
from growthmart.simulate.marketing.clicks import message_of_orders, open_and_click
from growthmart.simulate.marketing.message_tables import effect_truth, message_table, message_truth
from growthmart.simulate.marketing.messages import draw_messages
from growthmart.simulate.marketing.spend import spend_truth
from growthmart.simulate.marketing.visits import draw_visits, order_tags
from growthmart.simulate.marketing_tables import marketing_tables
from growthmart.simulate.records.keep import Scene, keep_records
from growthmart.simulate.shop.baskets import draw_lines, line_table
from growthmart.simulate.shop.consent import draw_consent
from growthmart.simulate.shop.contacts import contact_table
from growthmart.simulate.shop.exchange import draw_rates, exchange_table
from growthmart.simulate.shop.identities import draw_cookies, draw_devices, identity_table
from growthmart.simulate.shop.orders import (
    draw_orders,
    euros_per_unit,
    order_amounts,
    order_table,
)
from growthmart.simulate.shop.people import customer_table, draw_people, people_truth
from growthmart.simulate.shop.products import (
    catalogue_size,
    catalogue_truth,
    draw_catalogue,
    product_table,
)
from growthmart.simulate.shop.purchases import add_purchases, draw_purchases
from growthmart.simulate.shop.refunds import draw_refunds, refund_truth
from growthmart.simulate.traffic.traffic import draw_traffic
from growthmart.simulate.web.world import WebWorld


def simulate(customers: int, days: int, seed: int) -> dict[str, pa.Table]:
    """Simulate a small shop in memory; the same arguments give the same tables.

    Returns:
        The tables by their path without suffix, such as `orders` or `truth/dirt`.
    """
    return collect(simulate_parts(customers, days, seed))


def simulate_parts(
    customers: int, days: int, seed: int, on_step: Callable[[str], None] = lambda step: None
) -> Iterator[Part]:
    """Simulate a shop of any size, and yield each table as soon as it can be written.

    Large entities come in parts. `on_step` is called with the name of each step when it starts.
    """
    clock = Clock(days)
    streams = Streams(seed)

    on_step("people")
    traffic = draw_traffic(streams["traffic"], clock)
    people = draw_people(streams["people"], customers, clock, traffic)
    contacts = contact_table(streams["contacts"], customers, clock)
    devices = draw_devices(streams["identities"], people.signup, clock)
    cookies = draw_cookies(streams["identities"], devices, clock)
    identities = identity_table(
        streams["identities"], people.signup, contacts, devices, cookies, clock
    )
    consent = draw_consent(streams["consent"], people.signup, clock)

    on_step("products")
    catalogue = draw_catalogue(streams["products"], catalogue_size(customers), clock)
    rates = draw_rates(streams["exchange_rates"], clock)

    on_step("campaigns")
    purchases = draw_purchases(streams["purchases"], people, clock)
    campaigns = draw_campaigns(streams["campaigns"], clock)
    messages, induced = draw_messages(
        streams["messages"], people, purchases, consent, campaigns, catalogue, clock
    )
    purchases = add_purchases(
        streams["induced"], people, purchases, induced.person, induced.moment, induced.message
    )

    on_step("orders")
    orders = draw_orders(streams["orders"], people, purchases, cookies, clock)
    euros = euros_per_unit(purchases, orders, rates, clock)
    followed = message_of_orders(streams["clicks"], messages, campaigns, purchases, orders, clock)
    visits = draw_visits(
        streams["visits"], people, purchases, orders, messages, followed, traffic, clock
    )
    messages = open_and_click(streams["clicks"], messages, campaigns, followed, visits.start)

    on_step("order items")
    goods = purchases.value / (1 - orders.promotion_percent / 100)
    lines = draw_lines(streams["order_items"], purchases, people, goods, euros, catalogue)
    amounts = order_amounts(people, purchases, orders, lines)

    on_step("refunds")
    refunds, returns = draw_refunds(streams["refunds"], people, purchases, orders, lines, clock)

    on_step("customer relations")
    shop = Shop(
        clock=clock,
        people=people,
        purchases=purchases,
        orders=orders,
        lines=lines,
        amounts=amounts,
        euros_per_unit=euros,
        returns=returns,
        products=catalogue.count,
    )
    relations = draw_crm(streams, shop, consent)

    on_step("dirt")
    clean = {
        "customers": customer_table(streams["people"], people, clock),
        "contacts": contacts,
        "identities": identities,
        "products": product_table(streams["products"], catalogue, clock),
        "orders": order_table(purchases, orders, amounts, order_tags(visits, campaigns), clock),
        "order_items": line_table(lines, clock),
        "refunds": refunds,
        **{path: relations[path] for path in relations if not path.startswith("truth/")},
        "exchange_rates": exchange_table(rates, clock),
    }
    truth = {
        **{path: relations[path] for path in relations if path.startswith("truth/")},
        "truth/customers": people_truth(people),
        "truth/products": catalogue_truth(catalogue),
        "truth/refunds": refund_truth(returns),
        "truth/messages": message_truth(messages),
        "truth/treatment_effects": effect_truth(messages, campaigns),
        "truth/ad_spend": spend_truth(traffic, customers, clock),
    }
    ledger = Ledger()
    test_cookies = ids("A", cookies.number[people.is_test[cookies.person]])
    export = plant_dirt(streams, clean, test_cookies, clock, ledger)
    clean.clear()
    fallen = people.is_test[messages.person]
    sent = plant_messages(streams, message_table(messages, clock), fallen, people, clock, ledger)
    export.add("messages", sent, messages.count)

    on_step("records")
    scene = Scene(
        shop=shop,
        catalogue=catalogue,
        rates=rates,
        traffic=traffic,
        visits=visits,
        messages=messages,
        campaigns=campaigns,
        consent=consent,
        devices=devices,
        cookies=cookies,
    )
    records, truth_of_records = keep_records(streams, scene, export, ledger)
    tables = export.tables | truth | truth_of_records
    export.tables.clear()
    for path in list(tables):
        yield path, tables.pop(path)

    world = WebWorld(
        clock=clock,
        people=people,
        catalogue=catalogue,
        purchases=purchases,
        orders=orders,
        lines=lines,
        visits=visits,
        messages=messages,
        followed=followed,
        campaigns=campaigns,
        traffic=traffic,
        cookies=cookies,
        device_type=draw_codes(streams["device_type"], WEB.device_types, int(devices.number.max())),
    )
    clicks = no_clicks(days)
    yield from event_parts(streams, world, records, ledger, clicks, on_step)

    on_step("marketing")
    marketing = marketing_tables(streams, world, clicks, rates)
    yield from plant_marketing(streams, marketing, customers, clock, ledger).items()
    yield "truth/placeholders", records.placeholders.table()
    yield "truth/dirt", ledger.dirt_table()
    yield "truth/collapsed", ledger.collapsed_table()
