"""The registry of trained models: what was learnt, from what, how well, and what scores now."""

from growthmart.registry.artefact import ArtefactError, dump, load
from growthmart.registry.comparison import Difference, paired_bootstrap
from growthmart.registry.drift import DRIFT_SCHEMA, distributions, drift
from growthmart.registry.scoring import score
from growthmart.registry.stored import MODEL_SCHEMA, Metric, StoredModel, TrainedModel
from growthmart.registry.training import champion, train_when_due

__all__ = [
    "DRIFT_SCHEMA",
    "MODEL_SCHEMA",
    "ArtefactError",
    "Difference",
    "Metric",
    "StoredModel",
    "TrainedModel",
    "champion",
    "distributions",
    "drift",
    "dump",
    "load",
    "paired_bootstrap",
    "score",
    "train_when_due",
]
