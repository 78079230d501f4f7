"""The input of the rules: the models of a dbt project and the text of its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from growthmart.lint import layers

EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, order=True)
class Violation:
    """One broken rule in one file; paths are relative to the project."""

    path: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        """Return the one line that is printed."""
        return f"{self.path}: {self.wrong}: {self.remedy}"


@dataclass(frozen=True)
class Node:
    """A model or snapshot in dbt's manifest; ``reads`` has ids such as ``model.as_of``."""

    name: str
    path: str
    reads: tuple[str, ...] = ()
    database: str = "growthmart"
    schema: str = "main"
    materialized: str = "table"
    full_refresh: bool | None = None
    persists_relation_docs: bool = False
    post_hooks: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    yaml_path: str = ""

    @property
    def id(self) -> str:
        """Return the id that other models use for this model."""
        return f"model.{self.name}"

    @property
    def layer(self) -> str:
        """Return the layer of the folder."""
        return layers.layer_of(self.path)


@dataclass(frozen=True)
class Project:
    """A dbt project: enabled and disabled models, snapshots, and the text of files by path."""

    models: tuple[Node, ...] = ()
    disabled: tuple[Node, ...] = ()
    snapshots: tuple[Node, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: EMPTY)

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Return enabled models by id."""
        return {node.id: node for node in self.models}

    @property
    def known_models(self) -> tuple[Node, ...]:
        """Return all models, also those that a variable has disabled."""
        return (*self.models, *self.disabled)

    def layer(self, name: str) -> list[Node]:
        """Return the enabled models of a layer."""
        return [model for model in self.models if model.layer == name]

    def gate(self, layer: str) -> Node | None:
        """Return the gate of a layer, or None."""
        return self.nodes.get(f"model.{layers.gate_name(layer)}")

    def ancestors(self, node: Node) -> set[str]:
        """Return the ids of all nodes that a node reads, directly or indirectly."""
        found: set[str] = set()
        waiting = list(node.reads)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                if one in self.nodes:
                    waiting.extend(self.nodes[one].reads)
        return found
