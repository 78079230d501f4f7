"""Digests of the rows that the simulator writes, kept in `digests.json`.

Run this file to write them again, after `SIMULATOR_VERSION` was raised on purpose:
`python tests/python/simulate/digests.py`.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pyarrow as pa

from growthmart.simulate import SIMULATOR_VERSION, event_blocks, simulate

KEPT = Path(__file__).with_suffix(".json")
# Customers, days, seed and the people in one block of events: one block, several, few people.
WORLDS = {
    "one block": (300, 120, 11, 20_000),
    "three blocks": (300, 60, 4, 128),
    "few people": (40, 400, 7, 20_000),
}


def world_digests(world):
    """Simulate one of the worlds and return the digest of each table."""
    customers, days, seed, block_people = WORLDS[world]
    parameters = replace(event_blocks.WEB, block_people=block_people)
    with mock.patch.object(event_blocks, "WEB", parameters):
        tables = simulate(customers, days, seed)
    return {path: table_digest(table) for path, table in tables.items()}


def table_digest(table):
    """Hash the names and types of the columns, and the rows as text in sorted order."""
    columns = [as_text(table[name]) for name in table.column_names]
    rows = sorted("\t".join(row) for row in zip(*columns, strict=True))
    schema = [f"{field.name} {field.type}" for field in table.schema]
    return hashlib.sha256("\n".join([*schema, *rows]).encode()).hexdigest()[:16]


def as_text(column):
    """Write values as text; floats to 6 digits, as processors differ in the last ones."""
    shape = "{:.6g}" if pa.types.is_floating(column.type) else "{}"
    return ["null" if value is None else shape.format(value) for value in column.to_pylist()]


if __name__ == "__main__":
    kept = {"version": SIMULATOR_VERSION, **{world: world_digests(world) for world in WORLDS}}
    KEPT.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")
