"""A simulated shop with a known hidden truth, against which models and tests are checked."""

from growthmart.simulate.base.parameters import SIMULATOR_VERSION
from growthmart.simulate.base.write import OutputError, check_output, write_dataset
from growthmart.simulate.world import simulate, simulate_parts

__all__ = [
    "SIMULATOR_VERSION",
    "OutputError",
    "check_output",
    "simulate",
    "simulate_parts",
    "write_dataset",
]
