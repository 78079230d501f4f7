"""The parts in which a data set is made: a path without suffix, and a table."""

from collections.abc import Iterable

import pyarrow as pa

Part = tuple[str, pa.Table]
_PART = "/part-"


def part_path(entity: str, number: int, count: int) -> str:
    """Return the path of one of `count` parts: the entity's own if it is the only one."""
    return entity if count == 1 else f"{entity}{_PART}{number:05d}"


def collect(parts: Iterable[Part]) -> dict[str, pa.Table]:
    """Put the parts of each entity together, in the order in which they come."""
    pieces: dict[str, list[pa.Table]] = {}
    for path, table in parts:
        pieces.setdefault(path.split(_PART)[0], []).append(table)
    return {entity: pa.concat_tables(tables) for entity, tables in pieces.items()}
