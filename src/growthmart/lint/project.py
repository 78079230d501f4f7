"""What the rules look at: the models of a dbt project, its tests and the text of its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from growthmart.lint import layers

EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, order=True)
class Violation:
    """One broken rule at one place; paths are relative to the project."""

    path: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        """Return the one line that is printed."""
        return f"{self.path}: {self.wrong}: {self.remedy}"


@dataclass(frozen=True)
class Node:
    """A model or a snapshot as dbt understood it; ``reads`` holds ids such as ``model.as_of``."""

    name: str
    path: str
    kind: str = "model"
    reads: tuple[str, ...] = ()
    language: str = "sql"
    database: str = "growthmart"
    schema: str = "main"
    materialized: str = "table"
    full_refresh: bool | None = None
    persists_relation_docs: bool = False
    post_hooks: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    description: str = ""
    yaml_path: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    has_contract: bool = False

    @property
    def id(self) -> str:
        """Return the id by which others read this node."""
        return f"{self.kind}.{self.name}"

    @property
    def layer(self) -> str | None:
        """Return the layer of the folder, None outside all of them."""
        return layers.layer_of(self.path)

    @property
    def room(self) -> str | None:
        """Return the row of the table of reads, None outside all of them."""
        return layers.room_of(self.kind, self.name, self.path)

    @property
    def own_yaml(self) -> str:
        """Return the path at which the YAML file of this model belongs."""
        return str(PurePosixPath(self.path).with_suffix(".yml"))


@dataclass(frozen=True)
class DataTest:
    """A generic test on a model: its kind, the model's id and, if any, the column."""

    name: str
    model: str
    column: str | None = None


@dataclass(frozen=True)
class Project:
    """A dbt project: enabled and disabled models, snapshots, tests, and files by path."""

    models: tuple[Node, ...] = ()
    disabled: tuple[Node, ...] = ()
    snapshots: tuple[Node, ...] = ()
    tests: tuple[DataTest, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: EMPTY)

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Return enabled models and snapshots by id."""
        return {node.id: node for node in (*self.models, *self.snapshots)}

    @property
    def known_models(self) -> tuple[Node, ...]:
        """Return all models, also those that variables have switched off."""
        return (*self.models, *self.disabled)

    def layer(self, name: str) -> list[Node]:
        """Return the enabled models of a layer."""
        return [model for model in self.models if model.layer == name]

    def gate(self, layer: str) -> Node | None:
        """Return the gate that judges a layer."""
        return self.nodes.get(f"model.{layers.gate_name(layer)}")

    def ancestors(self, node: Node) -> set[str]:
        """Return the ids of all that a node reads, directly or not."""
        found: set[str] = set()
        waiting = list(node.reads)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                if one in self.nodes:
                    waiting.extend(self.nodes[one].reads)
        return found
