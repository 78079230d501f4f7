"""The layers: which folder is which, who may read whom, and which gate stands before whom.

A *room* is a row of the table of reads. It is the layer, save where a part of a layer has rights
of its own: ``as_of``, identity, core dimensions and activation.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

# Layers that a gate judges, each with the layers that build on it.
NEXT_LAYERS: Mapping[str, tuple[str, ...]] = {
    "input": ("intermediate", "core", "quality"),
    "core": ("features", "predictions"),
    "predictions": ("marts",),
    "marts": ("publish",),
}
GATED_LAYERS = tuple(NEXT_LAYERS)
GATES = tuple(f"gate_{layer}" for layer in GATED_LAYERS)

LAYERS = frozenset(
    {"staging", "input", "intermediate", "core", "features", "predictions", "marts"}
    | {"privacy", "publish", "quality", *GATES}
)

_INTERMEDIATE = frozenset({"intermediate", "identity"})
_DIMENSIONS = frozenset({"core dimensions"})
_CORE = frozenset({"core", *_DIMENSIONS})
_MARTS = frozenset({"marts"})
_ACTIVATION = frozenset({"activation"})
_AS_OF = frozenset({"as_of"})

_INTERMEDIATE_READS = _INTERMEDIATE | _AS_OF | {"input", "seeds", "gate_input"}
_CORE_READS = _INTERMEDIATE | _DIMENSIONS | _AS_OF | {"input", "seeds", "gate_input"}
_MARTS_READS = (
    _CORE
    | _MARTS
    | _AS_OF
    | {"features", "predictions", "seeds", "snapshots", "gate_core", "gate_predictions"}
)

# What each room may read. The gates of guards (assert_gate in a pre-hook) are reads as well.
READS: Mapping[str, frozenset[str]] = {
    "staging": frozenset({"sources"}),
    "input": frozenset({"staging", "input"}),
    "snapshots": frozenset({"input"}),
    "privacy": frozenset(),
    "as_of": frozenset({"input", "gate_input"}),
    "intermediate": _INTERMEDIATE_READS,
    "identity": _INTERMEDIATE_READS | {"privacy"},
    "core": _CORE_READS,
    "core dimensions": _CORE_READS,
    "quality": _CORE | _INTERMEDIATE | _AS_OF | {"staging", "input", "gate_input"},
    "features": _CORE | _INTERMEDIATE | _AS_OF | {"gate_core"},
    "predictions": _CORE | _AS_OF | {"features", "predictions", "gate_core"},
    "marts": _MARTS_READS,
    "activation": _MARTS_READS | _ACTIVATION,
    "publish": _CORE | _MARTS | _ACTIVATION | _AS_OF | {"gate_marts"},
}


def gate_name(layer: str) -> str:
    """Return the name of the gate that judges a layer."""
    return f"gate_{layer}"


def layer_of(path: str) -> str | None:
    """Return the layer of a model's path, None outside all of them.

    The folder below the model path is the layer; a gate and ``publish`` are layers of their own.
    """
    parts = PurePosixPath(path).parts
    stem = PurePosixPath(path).stem
    layer = stem if len(parts) == 2 or parts[1:2] == ("gates",) else "".join(parts[1:2])
    in_its_folder = layer == "publish" if len(parts) == 2 else layer != "publish"
    return layer if in_its_folder and layer in LAYERS else None


def room_of(kind: str, name: str, path: str) -> str | None:
    """Return the row of the table of reads for a model, snapshot, seed or source."""
    if kind != "model":
        return {"snapshot": "snapshots", "seed": "seeds", "source": "sources"}.get(kind)
    layer = layer_of(path)
    area = "".join(PurePosixPath(path).parts[2:3])
    if layer == "intermediate":
        return "as_of" if name == "as_of" else "identity" if area == "identity" else layer
    if layer == "core":
        return "core dimensions" if name.startswith("dim_") else layer
    if layer == "marts":
        return "activation" if area == "activation" else layer
    return layer
