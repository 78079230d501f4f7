"""Uplift: what a treatment adds to the probability of a response, learnt from random campaigns."""

from growthmart.uplift.champion import CANDIDATES, Champion, fit_champion
from growthmart.uplift.classes import uplift_classes
from growthmart.uplift.curves import Curve, qini_interval, uplift_by_decile, uplift_curve
from growthmart.uplift.experiment import Experiment
from growthmart.uplift.learners import (
    AverageEffect,
    ClassTransformation,
    SLearner,
    TLearner,
    XLearner,
)
from growthmart.uplift.policy import best_arms, policy_value
from growthmart.uplift.tables import drift, score, train_when_due

__all__ = [
    "CANDIDATES",
    "AverageEffect",
    "Champion",
    "ClassTransformation",
    "Curve",
    "Experiment",
    "SLearner",
    "TLearner",
    "XLearner",
    "best_arms",
    "drift",
    "fit_champion",
    "policy_value",
    "qini_interval",
    "score",
    "train_when_due",
    "uplift_by_decile",
    "uplift_classes",
    "uplift_curve",
]
