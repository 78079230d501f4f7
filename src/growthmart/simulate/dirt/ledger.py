"""Counts of the rows with each kind of dirt, and of the equal rows that the input layer merges."""

import pyarrow as pa


class Ledger:
    """Collects the exact counts for `truth/dirt` and `truth/collapsed`."""

    def __init__(self) -> None:
        self.dirt: dict[tuple[str, str, str | None], int] = {}
        self.collapsed: dict[str, int] = {}

    def count(self, entity: str, rule: str, rows: int, column: str | None = None) -> None:
        """Add rows with one kind of dirt; `column` is the raw column that holds an odd value.

        A kind that no row has is not in the truth.
        """
        if not rows:
            return
        key = (entity, rule, column)
        self.dirt[key] = self.dirt.get(key, 0) + int(rows)

    def collapse(self, entity: str, rows: int) -> None:
        """Add rows that are equal to others in every column."""
        if not rows:
            return
        self.collapsed[entity] = self.collapsed.get(entity, 0) + int(rows)

    def dirt_table(self) -> pa.Table:
        """Build `truth/dirt`."""
        keys = list(self.dirt)
        return pa.table(
            {
                "entity": pa.array([entity for entity, _, _ in keys], pa.string()),
                "rule": pa.array([rule for _, rule, _ in keys], pa.string()),
                "column_name": pa.array([column for _, _, column in keys], pa.string()),
                "rows_count": pa.array(list(self.dirt.values()), pa.int64()),
            }
        )

    def collapsed_table(self) -> pa.Table:
        """Build `truth/collapsed`."""
        return pa.table(
            {
                "entity": pa.array(list(self.collapsed), pa.string()),
                "rows_count": pa.array(list(self.collapsed.values()), pa.int64()),
            }
        )
