"""YAML with line numbers: the line of each expectation and of each fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class StrictLoader(yaml.SafeLoader):
    """Safe YAML that refuses a mapping with the same key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping and check its keys."""
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {name!r} is written twice", key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep=deep)

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """Build a date or a time; a day that does not exist stays text, and is refused later."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", StrictLoader.construct_yaml_timestamp)


def read_document(path: Path, items: str = "expectations") -> tuple[Any, dict[int, int]]:
    """Return the document in a file, and the line of each item of its list ``items``."""
    loader = StrictLoader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        document = None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()
    lines: dict[int, int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == items and isinstance(value, yaml.SequenceNode):
                lines = {n: item.start_mark.line + 1 for n, item in enumerate(value.value)}
    return document, lines


def describe_fault(error: Exception) -> tuple[str, int | None]:
    """Return what is wrong with a file, and the line if the parser knows it."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return f"the file could not be read as YAML: {type(error).__name__}", None
    problem = getattr(error, "problem", None) or "it could not be read"
    place = f"line {mark.line + 1}, column {mark.column + 1}"
    return f"bad YAML at {place}: {problem}", mark.line + 1
