"""Consents: granted at signup, and by some people withdrawn later."""

from dataclasses import dataclass

import numpy as np

from growthmart.simulate.base.clock import YEAR_DAYS, Clock
from growthmart.simulate.base.draws import Bools, Floats, Ints
from growthmart.simulate.base.parameters import FROZEN

PURPOSES = (
    ("marketing", "email"),
    ("marketing", "sms"),
    ("marketing", "push"),
    ("marketing", "direct_mail"),
    ("marketing", "phone"),
    ("profiling", "web"),
    ("ads", "web"),
)
"""Each purpose with its channel; these are the columns of the arrays below."""


@dataclass(frozen=True)
class Consent:
    """When consent was granted and withdrawn, people x `PURPOSES`; infinite means never."""

    granted: Floats
    withdrawn: Floats

    def has_consent(self, person: Ints, purpose: tuple[str, str], moment: Floats) -> Bools:
        """Return whether each person allows a purpose on its channel at a moment."""
        column = PURPOSES.index(purpose)
        granted, withdrawn = self.granted[person, column], self.withdrawn[person, column]
        return (granted <= moment) & (moment < withdrawn)

    def withdraw(self, person: Ints, purpose: tuple[str, str], moment: Floats) -> None:
        """Withdraw consent at a moment, unless it was withdrawn earlier."""
        column = PURPOSES.index(purpose)
        np.minimum.at(self.withdrawn[:, column], person, moment)


def draw_consent(rng: np.random.Generator, signup: Floats, clock: Clock) -> Consent:
    """Draw who grants what at signup, and who withdraws it at a constant rate afterwards.

    Campaigns call `withdraw` for those who unsubscribe; the consents are exported after that.
    """
    size = (len(signup), len(PURPOSES))
    grants = rng.random(size) < np.array(FROZEN.consent_shares)
    granted = np.where(grants, signup[:, None], np.inf)
    years = rng.exponential(1 / FROZEN.consent_withdrawals_per_year, size)
    withdrawn = granted + YEAR_DAYS * years
    withdrawn[withdrawn >= clock.days] = np.inf
    return Consent(granted, withdrawn)
