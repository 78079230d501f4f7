"""A figure of a benchmark: what was measured, what it is compared with, and the verdict."""

from typing import Any

REACHED, MISSED, REPORTED = "reached", "missed", "reported"

Figure = dict[str, Any]
Figures = dict[str, Figure]


def same_digits(measured: float, anchor: float, digits: int = 3) -> Figure:
    """Compare with a published figure: both are equal, rounded to so many significant digits."""
    return _figure(measured, anchor, f"{measured:.{digits}g}" == f"{anchor:.{digits}g}")


def within(measured: float, anchor: float, tolerance: float) -> Figure:
    """Compare with a figure that may differ by at most the tolerance."""
    return _figure(measured, f"{anchor:g} ± {tolerance:g}", abs(measured - anchor) <= tolerance)


def at_least(measured: float, anchor: float) -> Figure:
    """Compare with a figure that must be reached."""
    return _figure(measured, f"at least {anchor:.6g}", measured >= anchor)


def at_most(measured: float, anchor: float) -> Figure:
    """Compare with a figure that must not be exceeded."""
    return _figure(measured, f"at most {anchor:.6g}", measured <= anchor)


def reported(measured: Any, anchor: Any = None) -> Figure:
    """Report a figure, perhaps beside another one; nothing is asked of it."""
    return {"measured": _plain(measured), "anchor": anchor, "verdict": REPORTED}


def _figure(measured: float, anchor: Any, is_reached: bool) -> Figure:
    verdict = REACHED if is_reached else MISSED
    return {"measured": _plain(measured), "anchor": anchor, "verdict": verdict}


def _plain(measured: Any) -> Any:
    """Return a number that JSON can hold, with the digits that can be repeated elsewhere."""
    return measured if isinstance(measured, str) else float(f"{float(measured):.9g}")
