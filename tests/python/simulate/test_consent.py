import numpy as np

from growthmart.simulate.base.clock import Clock
from growthmart.simulate.shop.consent import PURPOSES, draw_consent

EMAIL = ("marketing", "email")


def test_consent_lasts_from_its_grant_to_its_withdrawal():
    signup = np.sort(np.random.default_rng(0).uniform(0, 700, 20_000))
    consent = draw_consent(np.random.default_rng(1), signup, Clock(730))
    person = np.arange(len(signup))
    assert consent.granted.shape == consent.withdrawn.shape == (len(signup), len(PURPOSES))
    assert not consent.has_consent(person, EMAIL, signup - 0.01).any()
    assert 0.6 < consent.has_consent(person, EMAIL, signup).mean() < 0.7
    ever = np.isfinite(consent.withdrawn)
    assert (consent.withdrawn[ever] > consent.granted[ever]).all()
    assert (consent.withdrawn[ever] < 730).all()
    assert 0.01 < ever.mean() < 0.1


def test_unsubscribing_withdraws_consent_once():
    signup = np.zeros(50)
    consent = draw_consent(np.random.default_rng(1), signup, Clock(30))
    person = np.flatnonzero(consent.has_consent(np.arange(50), EMAIL, np.full(50, 9.0)))
    consent.withdraw(person, EMAIL, np.full(len(person), 10.0))
    consent.withdraw(person, EMAIL, np.full(len(person), 20.0))
    assert not consent.has_consent(person, EMAIL, np.full(len(person), 10.0)).any()
    assert consent.has_consent(person, EMAIL, np.full(len(person), 9.5)).all()
