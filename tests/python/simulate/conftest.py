import pytest

from growthmart.simulate import simulate

from .recount import recount


@pytest.fixture(scope="session")
def tiny():
    return simulate(300, 120, 11)


@pytest.fixture(scope="session")
def demo():
    return simulate(5_000, 730, 12)


@pytest.fixture(scope="session")
def kept(demo):
    """The rows of the demo without the dirt, as data frames by entity."""
    return recount(demo).kept
