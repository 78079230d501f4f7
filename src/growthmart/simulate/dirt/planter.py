"""Plants broken rows into one entity, and counts them."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from growthmart.simulate.base.clock import TIMESTAMP, Clock
from growthmart.simulate.base.columns import ids, repeat
from growthmart.simulate.base.draws import Bools, planted_rows
from growthmart.simulate.base.parameters import FROZEN
from growthmart.simulate.dirt.changes import Change, unknown
from growthmart.simulate.dirt.ledger import Ledger


class Planter:
    """Appends broken variants of clean rows to the table of an entity, or to a part of it.

    `clean` marks the rows to choose from, and `avoided` those of them that are of test people or
    erased ones: a variant of such a row is left out, so that each planted row has one kind of dirt.
    `first_number` is the number of the table's first row, if ids continue from an earlier part.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        entity: str,
        table: pa.Table,
        clean: Bools,
        avoided: Bools,
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
        self._kept = [clean & ~avoided]
        self._rng = rng
        self._clean = np.flatnonzero(clean)
        self._avoided = avoided
        self._needs_rows = planted_rows(1, FROZEN.dirt_share, customers) > 0
        self._invented: pa.Table | None = None
        self.next_number = first_number + table.num_rows
        self._customers = customers

    def invent_template(self, build: Callable[[Clock], pa.Table]) -> None:
        """Set the row to break if there is no clean row, but one must be planted."""
        if self._needs_rows and len(self._clean) == 0:
            self._invented = build(self._clock)

    def plant(self, rule: str, **changes: Change) -> None:
        """Append rows that break one rule: clean rows with changed columns."""
        rows = self._append(changes, is_kept=False)
        self._ledger.count(self.entity, rule, rows)

    def plant_kept(self, rule: str, column: str, **changes: Change) -> None:
        """Append rows with an odd value in a column that does not make the row worthless."""
        rows = self._append(changes, is_kept=True)
        self._ledger.count(self.entity, rule, rows, column)

    def plant_orphan(self, rule: str, column: str, prefix: str, **changes: Change) -> None:
        """Append rows whose reference in a column leads nowhere."""
        self.plant_kept(rule, column, **changes, **{column: unknown(prefix)})

    def plant_older(self, **changes: Change) -> None:
        """Append older states of clean rows with the same key; an invented row has none."""
        if self._invented is not None:
            return
        older = pa.scalar(self._clock.end - np.timedelta64(1, "D"), TIMESTAMP)
        self.plant("superseded", exported_at=lambda rows: repeat(older, rows.num_rows), **changes)

    def plant_repeated(self, share: float, **changes: Change) -> None:
        """Append newer states of a share of the rows; they supersede the rows."""
        rows = self._append(changes, is_kept=False, share=share)
        self._ledger.count(self.entity, "superseded", rows)

    def plant_copies(self) -> None:
        """Append rows equal in every column to clean ones."""
        self._ledger.collapse(self.entity, self._append({}, is_kept=False, is_copy=True))

    def result(self) -> pa.Table:
        """Return the table with everything planted."""
        return pa.concat_tables([self._table, *self._extras]).combine_chunks()

    def kept(self) -> Bools:
        """Return which rows of the result the input layer keeps, if it lets references be empty."""
        return np.concatenate(self._kept)

    def new_ids(self, prefix: str) -> Change:
        """Continue the entity's own ids."""
        return lambda rows: ids(prefix, self.next_number + np.arange(rows.num_rows))

    def _append(
        self,
        changes: dict[str, Change],
        *,
        is_kept: bool,
        share: float = FROZEN.dirt_share,
        is_copy: bool = False,
    ) -> int:
        """Append changed rows and return their number."""
        if self._invented is not None and not is_copy:
            rows, is_used = self._invented, np.ones(self._invented.num_rows, dtype=bool)
        else:
            rows, is_used = self._take(share)
        rows = _changed(rows, changes)
        self.next_number += rows.num_rows
        self._extras.append(rows.filter(pa.array(is_used)))
        self._kept.append(np.full(is_used.sum(), is_kept))
        return int(is_used.sum())

    def _take(self, share: float) -> tuple[pa.Table, Bools]:
        wanted = planted_rows(self._table.num_rows, share, self._customers)
        count = min(wanted, len(self._clean))
        taken = self._rng.choice(self._clean, count, replace=False)
        return self._table.take(pa.array(taken, pa.int64())), ~self._avoided[taken]


def _changed(rows: pa.Table, changes: dict[str, Change]) -> pa.Table:
    for name, change in changes.items():
        place = rows.schema.get_field_index(name)
        field = rows.schema.field(place)
        rows = rows.set_column(place, field, change(rows).cast(field.type))
    return rows
