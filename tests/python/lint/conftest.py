import pytest

from .builders import good


@pytest.fixture
def project():
    return good()
