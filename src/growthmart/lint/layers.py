"""The layers of the project, and which layers each gate protects."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

# For each layer that a gate checks: the layers that read it.
NEXT_LAYERS: Mapping[str, tuple[str, ...]] = {
    "input": ("intermediate", "core", "quality"),
    "core": ("features", "predictions"),
    "predictions": ("marts",),
    "marts": ("publish",),
}
GATED_LAYERS = tuple(NEXT_LAYERS)


def gate_name(layer: str) -> str:
    """Return the name of the gate of a layer."""
    return f"gate_{layer}"


def layer_of(path: str) -> str:
    """Return the layer of a model's path: the folder, or ``publish``, below the model path."""
    return PurePosixPath(PurePosixPath(path).parts[1]).stem
