"""One random stream per purpose, so that a new entity never shifts the others."""

import numpy as np

NAMES = (
    "people",
    "contacts",
    "identities",
    "products",
    "exchange_rates",
    "purchases",
    "orders",
    "order_items",
    "refunds",
    "dirt.customers",
    "dirt.contacts",
    "dirt.identities",
    "dirt.products",
    "dirt.orders",
    "dirt.order_items",
    "dirt.refunds",
)
"""Append only: a stream's place in this list decides its numbers."""


def random_streams(seed: int) -> dict[str, np.random.Generator]:
    """Return one independent generator per name, all derived from `seed` (0 or more)."""
    children = np.random.SeedSequence(seed).spawn(len(NAMES))
    return {name: np.random.default_rng(child) for name, child in zip(NAMES, children, strict=True)}
