"""Dirt: rows that break the rules of the input layer, and the exact count of each.

A row counts under the first rule it breaks: missing_required, then duplicate_key, then the rules
of its entity in the order of `macros/input/rejection_rules.sql`.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.base.draws import Bools
from growthmart.simulate.base.streams import Streams
from growthmart.simulate.dirt.crm import LINKS_CRM, PLANT_CRM
from growthmart.simulate.dirt.ledger import Ledger
from growthmart.simulate.dirt.planter import Planter
from growthmart.simulate.dirt.shop import PLANT_SHOP

Tables = dict[str, pa.Table]

_PLANT = {**PLANT_SHOP, **PLANT_CRM}
"""How to break each entity; an entity comes after the entities that its rows refer to."""
_LINKS = {
    "contacts": (("orphan_customer", "customer_id", "customers"),),
    "identities": (("orphan_customer", "left_id", "customers"),),
    "orders": (("test_customer", "customer_id", "customers"),),
    "order_items": (("orphan_order", "order_id", "orders"),),
    "refunds": (("orphan_order", "order_id", "orders"),),
    **LINKS_CRM,
}
"""The rule, column and parent entity by which rows of test customers and orders are rejected."""


def plant_dirt(streams: Streams, clean: Tables, clock: Clock) -> Tables:
    """Return the tables with dirt, and the two tables of its counts under `truth/`."""
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
    """Count the rows rejected with test customers and test orders; return the valid rows."""
    sound: dict[str, Bools] = {}
    lost: Tables = {}
    for entity in _PLANT:
        table = clean[entity]
        kept = np.ones(table.num_rows, dtype=bool)
        for rule, fallen in _fallen(entity, table, lost):
            ledger.reject(entity, rule, (fallen & kept).sum())
            kept &= ~fallen
        sound[entity] = kept
        if "id" in table.column_names:
            lost[entity] = table["id"].filter(pa.array(~kept))
    return sound


def _fallen(entity: str, table: pa.Table, lost: Tables) -> Iterator[tuple[str, Bools]]:
    """Yield each rule that clean rows break, in order, with the rows that do."""
    if "is_test" in table.column_names:
        yield "test", _mask(table["is_test"])
    for rule, column, parent in _LINKS.get(entity, ()):
        yield rule, _within(table[column], lost[parent])


def _mask(column: pa.ChunkedArray) -> Bools:
    return column.to_numpy().astype(bool)


def _within(column: pa.ChunkedArray, values: pa.ChunkedArray) -> Bools:
    """Return which values are in a set; null never is."""
    return _mask(pc.fill_null(pc.is_in(column, value_set=values, skip_nulls=True), False))
