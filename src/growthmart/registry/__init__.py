"""The registry of trained models: what was learnt, from what, how well, and what scores now."""

from growthmart.registry.artefact import ArtefactError, dump, load
from growthmart.registry.comparison import Difference, paired_bootstrap
from growthmart.registry.stored import MODEL_SCHEMA, Metric, StoredModel, TrainedModel
from growthmart.registry.training import champion, train_when_due

__all__ = [
    "MODEL_SCHEMA",
    "ArtefactError",
    "Difference",
    "Metric",
    "StoredModel",
    "TrainedModel",
    "champion",
    "dump",
    "load",
    "paired_bootstrap",
    "train_when_due",
]
