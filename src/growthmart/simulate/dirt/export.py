"""The tables as they are exported, and what the input layer makes of their rows."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from growthmart.simulate.base.draws import Bools
from growthmart.simulate.dirt.planter import Planter


@dataclass(frozen=True)
class Export:
    """The tables by entity, with dirt.

    `sound` has the number of rows that a table begins with, before those planted. `kept` marks the
    rows that the input layer keeps if it lets references be empty: neither rejected nor superseded.
    """

    tables: dict[str, pa.Table] = field(default_factory=dict)
    sound: dict[str, int] = field(default_factory=dict)
    kept: dict[str, Bools] = field(default_factory=dict)

    def add(self, entity: str, planter: Planter, rows: int) -> None:
        """Add the table of a planter that began with a number of rows."""
        self.tables[entity] = planter.result()
        self.kept[entity] = planter.kept()
        self.sound[entity] = rows

    def append(self, entity: str, rows: pa.Table, *, is_kept: bool = True) -> None:
        """Append rows to a table."""
        self.tables[entity] = pa.concat_tables([self.tables[entity], rows]).combine_chunks()
        kept = [self.kept[entity], np.full(rows.num_rows, is_kept)]
        self.kept[entity] = np.concatenate(kept)

    def write(self, entity: str, column: str, mask: Bools, values: pa.Array) -> None:
        """Write values into a column, in the marked rows one after the other.

        A mask that is shorter than the table is that of its first rows.
        """
        whole = np.zeros(self.tables[entity].num_rows, dtype=bool)
        whole[: len(mask)] = mask
        self.tables[entity] = with_values(self.tables[entity], column, whole, values)

    def remove(self, entity: str, mask: Bools) -> None:
        """Remove the marked rows of a table."""
        self.tables[entity] = self.tables[entity].filter(pa.array(~mask))
        self.kept[entity] = self.kept[entity][~mask]


def with_values(table: pa.Table, column: str, mask: Bools, values: pa.Array) -> pa.Table:
    """Return a table with values written into the marked rows of a column."""
    place = table.schema.get_field_index(column)
    old = table[column].combine_chunks()
    new = pc.replace_with_mask(old, pa.array(mask), values.cast(old.type))
    return table.set_column(place, table.schema.field(place), new)
