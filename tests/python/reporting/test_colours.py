"""Colours are used only in terminals, and only if the user has not turned them off."""

import sys

import pytest

from growthmart.quality.reporting import colours


@pytest.mark.parametrize(
    ("is_terminal", "allowed", "no_color", "wanted"),
    [
        (True, True, None, True),
        (True, True, "", True),
        (True, True, "1", False),
        (True, False, None, False),
        (False, True, None, False),
    ],
)
def test_when_colours_are_wanted(
    monkeypatch: pytest.MonkeyPatch,
    is_terminal: bool,
    allowed: bool,
    no_color: str | None,
    wanted: bool,
):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    if no_color is None:
        monkeypatch.delenv("NO_COLOR", raising=False)
    else:
        monkeypatch.setenv("NO_COLOR", no_color)
    assert colours.are_wanted(allowed) is wanted
