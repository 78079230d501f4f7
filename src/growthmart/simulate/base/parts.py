"""The parts of a data set: each is a path without suffix, and a table."""

from collections.abc import Iterable

import pyarrow as pa

Part = tuple[str, pa.Table]
_PART = "/part-"


def part_path(entity: str, number: int, count: int) -> str:
    """Return the path of one of `count` parts; a single part has the path of the entity."""
    return entity if count == 1 else f"{entity}{_PART}{number:05d}"


def collect(parts: Iterable[Part]) -> dict[str, pa.Table]:
    """Concatenate the parts of each entity, in the order in which they come."""
    pieces: dict[str, list[pa.Table]] = {}
    for path, table in parts:
        pieces.setdefault(path.split(_PART)[0], []).append(table)
    return {entity: pa.concat_tables(tables) for entity, tables in pieces.items()}
