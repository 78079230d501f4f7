"""The statistics of experiments: right by scipy, and equal on both engines to nine digits."""

import math

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

from .test_numbers import answers

COUNTS = ("successes", "trials", "other_successes", "other_trials")
ARMS = ", ".join(f"'{name}'" for name in COUNTS)


def counts(*rows):
    columns = zip(*rows, strict=True)
    return pa.table(
        {"row_number": pa.array(range(len(rows)), pa.int64())}
        | {name: pa.array(values, pa.int32()) for name, values in zip(COUNTS, columns, strict=True)}
    )


def drawn_counts():
    """Return pairs of arms of one to two million people, many with no success or only successes."""
    rng = np.random.default_rng(5)
    trials, other_trials = (10 ** rng.uniform(0, 6.3, (2, 500))).astype(int)
    rate = np.clip(rng.uniform(-0.1, 1.1, 500) ** 3, 0, 1)
    successes = rng.binomial(trials, rate)
    other = rng.binomial(other_trials, np.clip(rate + rng.normal(0, 0.01, 500), 0, 1))
    rows = np.column_stack([successes, trials, other, other_trials])
    return [tuple(row) for row in rows.tolist()]


def values(name, numbers):
    rows = pa.array(range(len(numbers)), pa.int64())
    return pa.table({"row_number": rows, name: pa.array(numbers, pa.float64())})


def assert_equal_to_nine_digits(duckdb_engine, spark_engine, expression, given):
    found = answers(duckdb_engine, expression, given)
    other = answers(spark_engine, expression, given)
    assert [f"{value:.9g}" for value in found] == [f"{value:.9g}" for value in other]
    return found


def test_normal_upper_tail(duckdb_engine, spark_engine):
    numbers = [*np.linspace(0, 36.9, 3000), 1.959963984540054, 7.07106781186547, 37.0, 50.0]
    found = assert_equal_to_nine_digits(
        duckdb_engine, spark_engine, "{{ normal_upper_tail('z') }}", values("z", numbers)
    )
    right = stats.norm.sf(numbers)
    assert np.abs(found - right).max() < 1e-14
    assert np.allclose(found[:-2], right[:-2], rtol=1e-8, atol=0)
    assert found[-2:] == [0, 0]


def test_normal_quantile(duckdb_engine, spark_engine):
    tails = 10 ** -np.linspace(0.31, 10, 1000)
    numbers = [*tails, *(1 - tails), 0.5, 0.075, 0.925, 0.975]
    found = assert_equal_to_nine_digits(
        duckdb_engine, spark_engine, "{{ normal_quantile('p') }}", values("p", numbers)
    )
    assert np.abs(found - stats.norm.ppf(numbers)).max() < 1e-13


# R. G. Newcombe, Statistics in Medicine 17 (1998), table II, method 10
PUBLISHED = {
    (56, 70, 48, 80): (0.0524, 0.3339),
    (9, 10, 3, 10): (0.1705, 0.8090),
    (6, 7, 2, 7): (0.0582, 0.8062),
    (5, 56, 0, 29): (-0.0381, 0.1926),
    (0, 10, 0, 20): (-0.1611, 0.2775),
    (0, 10, 0, 10): (-0.2775, 0.2775),
    (10, 10, 0, 20): (0.6791, 1.0),
    (10, 10, 0, 10): (0.6075, 1.0),
}


def test_newcombe_bounds_are_those_of_his_table(engine):
    bounds = [
        answers(engine, f"{{{{ newcombe_bound({ARMS}, '{side}') }}}}", counts(*PUBLISHED))
        for side in ("low", "high")
    ]
    for low, high, right in zip(*bounds, PUBLISHED.values(), strict=True):
        assert (round(low, 4), round(high, 4)) == right


@pytest.mark.parametrize("side", ["low", "high"])
def test_newcombe_bounds_are_equal_on_both_engines(duckdb_engine, spark_engine, side):
    expression = "{{ round_to_nine_digits('bound') }}"
    bound = f"{{{{ newcombe_bound({ARMS}, '{side}') }}}}"
    given = counts(*drawn_counts())
    exact = [answers(engine, bound, given) for engine in (duckdb_engine, spark_engine)]
    assert np.allclose(*exact, rtol=0, atol=1e-15)
    rounded = [
        answers(engine, expression, values("bound", numbers))
        for engine, numbers in zip((duckdb_engine, spark_engine), exact, strict=True)
    ]
    assert np.allclose(*rounded, rtol=1e-9, atol=1e-15)


def test_p_values_are_those_of_the_chi_square_test(duckdb_engine, spark_engine):
    rows = drawn_counts()
    z = f"{{{{ pooled_z({ARMS}) }}}}"
    found = answers(duckdb_engine, z, counts(*rows))
    assert found == answers(spark_engine, z, counts(*rows))
    p_values = assert_equal_to_nine_digits(
        duckdb_engine, spark_engine, "{{ two_sided_p_value('z') }}", values("z", found)
    )
    for (one, n, other, m), p_value in zip(rows, p_values, strict=True):
        if one + other in (0, n + m):
            assert p_value == pytest.approx(1)
        else:
            table = [[one, n - one], [other, m - other]]
            assert p_value == pytest.approx(
                stats.chi2_contingency(table, correction=False).pvalue, rel=1e-7, abs=1e-280
            )


def test_there_is_no_p_value_without_people(engine):
    expression = f"{{{{ pooled_z({ARMS}) }}}}"
    nothing = counts((0, 0, 1, 9), (1, 9, 0, 0), (None, None, 1, 9), (1, 9, None, None))
    assert answers(engine, expression, nothing) == [None] * 4


# the size that R's power.prop.test gives, rounded up
@pytest.mark.parametrize(
    ("baseline", "effect", "alpha", "power", "size"),
    [
        (0.2, 0.05, 0.05, 0.8, 1094),
        (0.5, 0.25, 0.05, 0.9, 77),
        (0.02, 0.002, 0.05, 0.8, 80682),
        (0.1, -0.02, 0.01, 0.95, 7292),
        (0.0, 0.0, 0.05, 0.8, None),
        (0.98, 0.05, 0.05, 0.8, None),
    ],
)
def test_sample_sizes(engine, baseline, effect, alpha, power, size):
    expression = f"{{{{ sample_size_per_arm('baseline', '{effect}', {alpha}, {power}) }}}}"
    assert answers(engine, expression, values("baseline", [baseline])) == [size]


def test_a_test_of_the_sample_size_has_its_power(duckdb_engine):
    """Of 4,000 tests of this size, about 80 % find the effect."""
    rng = np.random.default_rng(7)
    (size,) = answers(
        duckdb_engine,
        "{{ sample_size_per_arm('baseline', 0.05, 0.05, 0.8) }}",
        values("baseline", [0.1]),
    )
    treated, control = rng.binomial(size, 0.15, 4000), rng.binomial(size, 0.1, 4000)
    rows = [(int(one), size, int(two), size) for one, two in zip(treated, control, strict=True)]
    z = answers(duckdb_engine, f"{{{{ pooled_z({ARMS}) }}}}", counts(*rows))
    found = np.mean(np.abs(z) > stats.norm.ppf(0.975))
    assert math.isclose(found, 0.8, abs_tol=0.02)
