"""Colours of the summary in a terminal."""

from __future__ import annotations

import os
import sys

RED, GREEN, YELLOW = "31", "32", "33"


def are_wanted(allowed: bool) -> bool:
    """Return whether to use colours: only in a terminal, and only if no setting forbids them.

    Args:
        allowed: the value of dbt's flag for colours.
    """
    return allowed and not os.environ.get("NO_COLOR") and sys.stdout.isatty()


def paint(text: str, colour: str | None) -> str:
    """Return a text in a colour; None leaves it unchanged."""
    return f"\x1b[{colour}m{text}\x1b[0m" if colour else text
