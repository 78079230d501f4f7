"""A million customers: the fit to distinct histories against that to rows, and the scores."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.science.figures import Figures, at_least, at_most, reported
from benchmarks.science.purchases import Floats
from growthmart.clv import BetaGeometricNBD, CustomerValue, GammaGamma
from growthmart.clv.histories import Histories

CUSTOMERS, BATCH = 1_000_000, 100_000
SEED = 4
# a cohort as CDNOW's: 12 weeks of first orders, seen for 39 weeks, by the day
PARAMETERS = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
SPEND = {"p": 6.25, "q": 3.74, "v": 15.44}
GIB = 2**30


def measure(plots: Path) -> Figures:
    """Fit twice, and score in a process of its own, whose memory is measured."""
    histories, _ = simulated()
    started = time.perf_counter()
    collapsed = BetaGeometricNBD().fit(histories)
    collapsed_seconds = time.perf_counter() - started
    started = time.perf_counter()
    by_row = BetaGeometricNBD().fit_histories(Histories.of(histories))
    row_seconds = time.perf_counter() - started
    differences = [
        abs(value / by_row.parameters_[name] - 1) for name, value in collapsed.parameters_.items()
    ]
    command = [sys.executable, "-m", "benchmarks.science.clv_scale"]
    scored = subprocess.run(command, check=True, capture_output=True, text=True)
    rate, memory = (float(word) for word in scored.stdout.split())
    return {
        "distinct_histories": reported(len(np.unique(histories, axis=0))),
        "collapsed_fit_seconds": reported(collapsed_seconds),
        "row_wise_fit_seconds": reported(row_seconds),
        "times_faster": at_least(row_seconds / collapsed_seconds, 5),
        "largest_relative_difference_of_a_parameter": at_most(max(differences), 5e-5),
        "customers_scored_per_second": reported(rate),
        "scoring_peak_gib": at_most(memory / GIB, 1),
    }


def simulated() -> tuple[Floats, Floats]:
    """Return histories in weeks and the repeat spend of a million customers, drawn by BG/NBD."""
    generator = np.random.default_rng(SEED)
    rate = generator.gamma(PARAMETERS["r"], 1 / PARAMETERS["alpha"], CUSTOMERS)
    share = generator.beta(PARAMETERS["a"], PARAMETERS["b"], CUSTOMERS)
    age = generator.integers(27 * 7, 39 * 7 + 1, CUSTOMERS).astype(float)
    time_, last, count = np.zeros((3, CUSTOMERS))
    is_alive = np.ones(CUSTOMERS, dtype=bool)
    while is_alive.any():
        time_[is_alive] += 7 * generator.exponential(1 / rate[is_alive])
        is_alive &= time_ < age
        # a second order on one day is no second purchase
        day = np.where(is_alive, np.floor(time_), last)
        count += day > last
        last = np.maximum(day, last)
        is_alive &= generator.random(CUSTOMERS) >= share
    scale = 1 / generator.gamma(SPEND["q"], 1 / SPEND["v"], CUSTOMERS)
    orders = np.maximum(count, 1)
    mean = generator.gamma(SPEND["p"] * orders, scale / orders)
    spend = np.column_stack([count, np.where(count > 0, mean, 0.0)])
    return np.column_stack([count, last / 7, age / 7]), spend


def score() -> None:
    """Score all customers, batch by batch; print customers a second and the peak memory."""
    histories, spend = simulated()
    model = CustomerValue(BetaGeometricNBD.known(PARAMETERS), GammaGamma.known(SPEND))
    started = time.perf_counter()
    for start in range(0, CUSTOMERS, BATCH):
        rows = slice(start, start + BATCH)
        model.predict(histories[rows], spend[rows], 36, 0.10)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(CUSTOMERS / seconds, peak)


if __name__ == "__main__":
    score()
