"""Dirt: rows broken in every way the input layer knows, and the exact count of each.

A row counts under the first rule it breaks, in the order: missing_required, duplicate_key, test,
test_customer, unknown_status, negative_price or negative_amount, bad_quantity, orphan_customer,
orphan_order, orphan_product. Refunds are not checked for their customer: an order or a product
and a customer that nothing matches is the matching's business.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.clock import Clock
from growthmart.simulate.columns import entity_table, ids, money, pick, whole
from growthmart.simulate.draws import Bools
from growthmart.simulate.planting import Change, Ledger, Planter, nothing, same, unknown
from growthmart.simulate.streams import Streams

Tables = dict[str, pa.Table]


def plant_dirt(streams: Streams, clean: Tables, clock: Clock) -> Tables:
    """Return the tables with dirt in them, and the two counts of it under `truth/`."""
    ledger = Ledger()
    tables = dict(clean)
    customers = clean["customers"].num_rows
    for entity, sound in _cascade(clean, ledger).items():
        planter = Planter(
            streams[f"dirt.{entity}"], entity, clean[entity], sound, customers, clock, ledger
        )
        _PLANT[entity](planter)
        tables[entity] = planter.result()
    tables["truth/dirt"] = ledger.rejected_table()
    tables["truth/collapsed"] = ledger.collapsed_table()
    return tables


def _cascade(clean: Tables, ledger: Ledger) -> dict[str, Bools]:
    """Count what falls with test customers and test orders; return the rows that stay sound."""
    customers, orders = clean["customers"], clean["orders"]
    test_ids = customers["id"].filter(customers["is_test"])
    test = _mask(orders["is_test"])
    of_test = _within(orders["customer_id"], test_ids) & ~test
    lost_ids = orders["id"].filter(pa.array(test | of_test))
    lost = {
        ("customers", "test"): _mask(customers["is_test"]),
        ("contacts", "orphan_customer"): _within(clean["contacts"]["customer_id"], test_ids),
        ("identities", "orphan_customer"): _within(clean["identities"]["left_id"], test_ids),
        ("orders", "test"): test,
        ("orders", "test_customer"): of_test,
        ("order_items", "orphan_order"): _within(clean["order_items"]["order_id"], lost_ids),
        ("refunds", "orphan_order"): _within(clean["refunds"]["order_id"], lost_ids),
    }
    sound = {entity: np.ones(clean[entity].num_rows, dtype=bool) for entity in _PLANT}
    for (entity, rule), rows in lost.items():
        ledger.reject(entity, rule, rows.sum())
        sound[entity] &= ~rows
    return sound


def _mask(column: pa.ChunkedArray) -> Bools:
    return column.to_numpy().astype(bool)


def _within(column: pa.ChunkedArray, values: pa.ChunkedArray) -> Bools:
    """Tell which values are in a set; null never is."""
    return _mask(pc.fill_null(pc.is_in(column, value_set=values, skip_nulls=True), False))


def _negative(name: str) -> Change:
    """Turn a column's amounts, all of them above zero, negative."""
    return lambda rows: pc.negate(rows[name])


def _further(lines: int) -> Change:
    """Move extra lines past the numbers their order uses, each rule to a place of its own."""
    return lambda rows: pc.add(rows["line_number"], lines)


def _customers(planter: Planter) -> None:
    planter.plant("missing_required", id=nothing)
    planter.plant_older(occupation=same("apprentice"))
    planter.plant_copies()


def _contacts(planter: Planter) -> None:
    planter.plant("orphan_customer", customer_id=unknown("C"))
    planter.plant_copies()


def _identities(planter: Planter) -> None:
    planter.plant("orphan_customer", left_id=unknown("C"))
    planter.plant_copies()


def _products(planter: Planter) -> None:
    planter.plant("missing_required", id=planter.new_ids("P"), name=nothing)
    planter.plant("negative_price", id=planter.new_ids("P"), list_price=_negative("list_price"))
    planter.plant_older(stock=lambda rows: whole(np.full(rows.num_rows, 999)))
    planter.plant_copies()


def _orders(planter: Planter) -> None:
    new = planter.new_ids("O")
    planter.plant("missing_required", id=new, ordered_at=nothing)
    planter.plant("unknown_status", id=new, status=same("teleported"))
    planter.plant("orphan_customer", id=new, customer_id=unknown("C"))
    planter.plant_older(status=same("placed"))
    planter.plant_copies()


def _order_items(planter: Planter) -> None:
    planter.plant("negative_price", line_number=_further(100), unit_price=_negative("unit_price"))
    planter.plant(
        "bad_quantity",
        line_number=_further(200),
        quantity=lambda rows: whole(-(np.arange(rows.num_rows) % 2)),
    )
    planter.plant("orphan_order", order_id=unknown("O"))
    planter.plant("orphan_product", line_number=_further(300), product_id=unknown("P"))
    planter.plant_copies()


def _refunds(planter: Planter) -> None:
    new = planter.new_ids("R")
    planter.invent_template(_invented_refund)
    planter.plant("missing_required", id=new, refunded_at=nothing)
    planter.plant("negative_amount", id=new, amount=_negative("amount"))
    planter.plant("orphan_order", id=new, order_id=unknown("O"))
    planter.plant_copies()


def _invented_refund(clock: Clock) -> pa.Table:
    """Build the row to break in a world too small to have refunds."""
    one = np.array([1])
    return entity_table(
        "refunds",
        clock,
        id=ids("R", one),
        order_id=pa.nulls(1, pa.string()),
        customer_id=ids("C", one),
        product_id=ids("P", one),
        quantity=whole(one),
        amount=money(one * 100),
        currency=pick(["EUR"], one - 1),
        refunded_at=clock.timestamps(np.array([clock.days - 0.5])),
        reason=pick(["changed_mind"], one - 1),
    )


_PLANT = {
    "customers": _customers,
    "contacts": _contacts,
    "identities": _identities,
    "products": _products,
    "orders": _orders,
    "order_items": _order_items,
    "refunds": _refunds,
}
