"""Segmentation of customers."""

from growthmart.segmentation.tables import label, train_when_due

__all__ = ["label", "train_when_due"]
