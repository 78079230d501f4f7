"""The guest orders of people who also have an account."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.columns import numbers
from growthmart.simulate.base.draws import Bools, Ints
from growthmart.simulate.crm import Shop
from growthmart.simulate.dirt.export import Export
from growthmart.simulate.records.parameters import RECORDS
from growthmart.simulate.records.placeholders import IDS, Placeholders
from growthmart.simulate.shop.identities import hashes


def write_into_guest_orders(
    rng: np.random.Generator, shop: Shop, free: Bools, placeholders: Placeholders, export: Export
) -> None:
    """Write the hashed address of the account into guest orders, and words in place of accounts.

    All states of an order get the same.
    """
    person, size = shop.purchases.person, shop.purchases.count
    email = pc.utf8_lower(export.tables["contacts"]["email"].combine_chunks())
    may = shop.orders.is_guest & free[person]
    gives = (
        may & email.slice(0, shop.people.count).is_valid().to_numpy(zero_copy_only=False)[person]
    )
    gives &= rng.random(size) < RECORDS.guest_order_address_share
    word = np.where(
        may & (rng.random(size) < RECORDS.placeholder_guest_share),
        rng.integers(len(IDS), size=size),
        -1,
    )
    order = numbers(export.tables["orders"]["id"]) - 1
    rows = np.flatnonzero((order >= 0) & (order < size))
    order = order[rows]
    mask = _marked(gives, order, rows, export)
    given = person[order[gives[order]]]
    export.write("orders", "email_hash", mask, hashes(email.take(pa.array(given))))
    mask = _marked(word >= 0, order, rows, export)
    codes = word[order[word[order] >= 0]]
    export.write(
        "orders", "customer_id", mask, placeholders.written("orders", "customer_id", codes)
    )


def _marked(of_order: Bools, order: Ints, rows: Ints, export: Export) -> Bools:
    """Return the rows of the orders that are marked."""
    mask = np.zeros(export.tables["orders"].num_rows, dtype=bool)
    mask[rows] = of_order[order]
    return mask
