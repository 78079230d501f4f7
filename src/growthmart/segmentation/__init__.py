"""Segmentation of customers."""

from growthmart.segmentation.tables import COLUMNS, label, train_when_due

__all__ = ["COLUMNS", "label", "train_when_due"]
