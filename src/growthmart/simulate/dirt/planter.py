"""Plants broken rows into one entity, and counts them."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import TIMESTAMP, Clock
from growthmart.simulate.base.columns import ids, repeat
from growthmart.simulate.base.draws import Bools, Ints, planted_rows
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.dirt.changes import Change
from growthmart.simulate.dirt.ledger import Ledger


class Planter:
    """Appends broken variants of clean rows to the table of an entity, or to a part of it.

    `first_number` is the number of the table's first row, if ids continue from an earlier part.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        entity: str,
        table: pa.Table,
        clean: Bools,
        customers: int,
        clock: Clock,
        ledger: Ledger,
        first_number: int = 1,
    ) -> None:
        self.entity = entity
        self._clock = clock
        self._ledger = ledger
        self._table = table
        self._extras: list[pa.Table] = []
        self._rng = rng
        self._clean = np.flatnonzero(clean)
        self._needs_rows = planted_rows(1, FROZEN.dirt_share, customers) > 0
        self._invented: pa.Table | None = None
        self._first_number = first_number
        self._customers = customers

    def invent_template(self, build: Callable[[Clock], pa.Table]) -> None:
        """Set the row to break if there is no clean row, but one must be planted."""
        if self._needs_rows and len(self._clean) == 0:
            self._invented = build(self._clock)

    def plant(self, rule: str, **changes: Change) -> None:
        """Append rows that break one rule: clean rows with changed columns."""
        self.plant_share(rule, FROZEN.dirt_share, **changes)

    def plant_share(self, rule: str, share: float, **changes: Change) -> None:
        """Append rows that break one rule; their number is a share of the entity's rows."""
        rows = self._take(share) if self._invented is None else self._invented
        if rows.num_rows == 0:
            return
        self._ledger.reject(self.entity, rule, rows.num_rows)
        self._extras.append(_changed(rows, changes))

    def plant_kept(self, **changes: Change) -> None:
        """Append unusual rows that the input layer keeps: clean rows with changed columns."""
        self._extras.append(_changed(self._take(), changes))

    def plant_older(self, **changes: Change) -> None:
        """Append older versions of clean rows with the same key; an invented row has none."""
        if self._invented is not None:
            return
        older = pa.scalar(self._clock.end - np.timedelta64(1, "D"), TIMESTAMP)
        self.plant(
            "duplicate_key", exported_at=lambda rows: repeat(older, rows.num_rows), **changes
        )

    def plant_copies(self) -> None:
        """Append rows equal in every column to clean ones."""
        rows = self._take()
        self._ledger.collapse(self.entity, rows.num_rows)
        self._extras.append(rows)

    def result(self) -> pa.Table:
        """Return the table with everything planted."""
        return pa.concat_tables([self._table, *self._extras]).combine_chunks()

    def new_ids(self, prefix: str) -> Change:
        """Continue the entity's own ids."""
        return lambda rows: ids(prefix, self._next_numbers(rows.num_rows))

    def _next_numbers(self, rows: int) -> Ints:
        start = self._table.num_rows + sum(extra.num_rows for extra in self._extras)
        return self._first_number + np.arange(start, start + rows)

    def _take(self, share: float = FROZEN.dirt_share) -> pa.Table:
        wanted = planted_rows(self._table.num_rows, share, self._customers)
        count = min(wanted, len(self._clean))
        taken = self._rng.choice(self._clean, count, replace=False)
        return self._table.take(pa.array(taken, pa.int64()))


def _changed(rows: pa.Table, changes: dict[str, Change]) -> pa.Table:
    for name, change in changes.items():
        place = rows.schema.get_field_index(name)
        field = rows.schema.field(place)
        rows = rows.set_column(place, field, change(rows).cast(field.type))
    return rows
