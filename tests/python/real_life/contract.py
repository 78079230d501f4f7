"""The contract of the input layer, as its YAML says it."""

import functools
from dataclasses import dataclass
from pathlib import Path

import yaml

MODELS = Path(__file__).parents[3] / "models/input"
IDS = ("anonymous_id", "device_id", "session_hint", "promotion_code")


@dataclass(frozen=True)
class Entity:
    """The key of an entity, and the type of each column: key, text, number, date, ..."""

    key: list[str]
    kinds: dict[str, str]


@functools.cache
def entity(name: str) -> Entity:
    """Return an entity of the contract."""
    file = MODELS / f"input_{name}.yml"
    (model,) = yaml.safe_load(file.read_text(encoding="utf-8"))["models"]
    kinds = {column["name"]: _kind(**column) for column in model["columns"]}
    return Entity(model["config"]["meta"]["key"], kinds)


def _kind(name: str, data_type: str, **_: object) -> str:
    if name.endswith("_key") or name in IDS:
        return "key"
    if data_type in ("boolean", "date", "timestamp"):
        return data_type
    return "text" if data_type == "string" else "number"
