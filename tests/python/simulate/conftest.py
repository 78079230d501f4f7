import pytest

from growthmart.simulate import simulate


@pytest.fixture(scope="session")
def tiny():
    return simulate(300, 120, 11)


@pytest.fixture(scope="session")
def demo():
    return simulate(5_000, 730, 12)
