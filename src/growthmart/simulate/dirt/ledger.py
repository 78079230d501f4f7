"""Counts of the rows that the input layer must reject, and of the equal rows that it merges."""

import pyarrow as pa


class Ledger:
    """Collects the exact counts for `truth/dirt` and `truth/collapsed`."""

    def __init__(self) -> None:
        self.rejected: dict[tuple[str, str], int] = {}
        self.collapsed: dict[str, int] = {}

    def reject(self, entity: str, rule: str, rows: int) -> None:
        """Add rows that a rule must reject; a rule that no row breaks has no count."""
        if not rows:
            return
        key = (entity, rule)
        self.rejected[key] = self.rejected.get(key, 0) + int(rows)

    def collapse(self, entity: str, rows: int) -> None:
        """Add rows that are equal to others in every column."""
        if not rows:
            return
        self.collapsed[entity] = self.collapsed.get(entity, 0) + int(rows)

    def rejected_table(self) -> pa.Table:
        """Build `truth/dirt`."""
        keys = list(self.rejected)
        return pa.table(
            {
                "entity": pa.array([entity for entity, _ in keys], pa.string()),
                "rule": pa.array([rule for _, rule in keys], pa.string()),
                "rows_count": pa.array(list(self.rejected.values()), pa.int64()),
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
