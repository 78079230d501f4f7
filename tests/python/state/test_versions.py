"""A state that another version of the library wrote is read, or refused in one line."""

import pytest

from growthmart import __version__, state


@pytest.mark.parametrize("versions", [set(), {__version__}, {state.OLDEST_VERSION, __version__}])
def test_versions_that_fit(versions):
    assert state.version_problem(versions) is None


@pytest.mark.parametrize(("versions", "named"), [({"0.0.9"}, "0.0.9"), ({None, __version__}, "?")])
def test_an_older_version(versions, named):
    problem = state.version_problem(versions)

    assert problem.startswith(f"growthmart {named} wrote the state, and this is ")
    assert "move the state away" in problem
    assert "\n" not in problem


def test_a_newer_version():
    problem = state.version_problem({__version__, "2.0.0", "10.0.0"})

    assert problem.startswith("growthmart 10.0.0 wrote the state, and this is ")
    assert "install" in problem
