"""Dirt: rows that break the rules of the input layer, and the exact count of each.

A row counts under the first rule it breaks: superseded by a newer state, then missing_required,
then test_customer and test_order in the order of its references, then the rules of its entity
(`macros/input/rejection_rules.sql`), of which the first two are test and test_customer by the
cookie, then the references that lead nowhere, by column.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.draws import Bools
from growthmart.simulate.base.streams import Streams
from growthmart.simulate.dirt.crm import LINKS_CRM, PLANT_CRM
from growthmart.simulate.dirt.export import Export
from growthmart.simulate.dirt.ledger import Ledger
from growthmart.simulate.dirt.planter import Planter
from growthmart.simulate.dirt.shop import PLANT_SHOP

Tables = dict[str, pa.Table]

_PLANT = {**PLANT_SHOP, **PLANT_CRM}
"""How to break each entity; an entity comes after the entities that its rows refer to."""
_CUSTOMER = ("test_customer", "customer_id", "customers")
_ORDER = ("test_order", "order_id", "orders")
_LINKS = {
    "contacts": (_CUSTOMER,),
    "identities": (("test_customer", "left_id", "customers"),),
    "orders": (_CUSTOMER,),
    "order_items": (_ORDER,),
    "refunds": (_ORDER, _CUSTOMER),
    **LINKS_CRM,
}
"""The rule, column and parent entity by which rows of test customers and orders are rejected."""


def plant_dirt(
    streams: Streams, clean: Tables, test_cookies: pa.Array, clock: Clock, ledger: Ledger
) -> Export:
    """Return the tables with dirt; `test_cookies` are those that only test customers use."""
    export = Export()
    customers = clean["customers"].num_rows
    by_account = _cascade(clean, test_cookies.slice(0, 0), Ledger())
    for entity, kept in _cascade(clean, test_cookies, ledger).items():
        drawn = by_account[entity]
        planter = Planter(
            streams[f"dirt.{entity}"],
            entity,
            clean[entity],
            drawn,
            drawn & ~kept,
            customers,
            clock,
            ledger,
        )
        _PLANT[entity](planter)
        export.add(entity, planter, len(kept))
    return export


def _cascade(clean: Tables, test_cookies: pa.Array, ledger: Ledger) -> dict[str, Bools]:
    """Count the rows of test customers and test orders; return the valid rows."""
    valid: dict[str, Bools] = {}
    lost: Tables = {}
    for entity in _PLANT:
        table = clean[entity]
        kept = np.ones(table.num_rows, dtype=bool)
        for rule, fallen in _fallen(entity, table, lost, test_cookies):
            ledger.count(entity, rule, (fallen & kept).sum())
            kept &= ~fallen
        valid[entity] = kept
        if "id" in table.column_names:
            lost[entity] = table["id"].filter(pa.array(~kept))
    return valid


def _fallen(
    entity: str, table: pa.Table, lost: Tables, test_cookies: pa.Array
) -> Iterator[tuple[str, Bools]]:
    """Yield each rule that clean rows break, in order, with the rows that do."""
    for rule, column, parent in _LINKS.get(entity, ()):
        yield rule, _within(table[column], lost[parent])
    if "is_test" in table.column_names:
        yield "test", _mask(table["is_test"])
    if entity == "orders":
        is_guest = _mask(table["customer_id"].is_null())
        yield "test_customer", is_guest & _within(table["anonymous_id"], test_cookies)


def _mask(column: pa.ChunkedArray) -> Bools:
    return column.to_numpy().astype(bool)


def _within(column: pa.ChunkedArray, values: pa.Array | pa.ChunkedArray) -> Bools:
    """Return which values are in a set; null never is."""
    return _mask(pc.fill_null(pc.is_in(column, value_set=values, skip_nulls=True), False))
